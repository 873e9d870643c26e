import type { Dimension } from '@silkgauge/contract';

type Names = Readonly<Record<string, readonly string[]>>;

/** What texts also call codes: bulletins and the page by their own words, papers by theirs. */
export const TEXT_NAMES: Readonly<Partial<Record<Dimension, Names>>> = {
  reporter: {
    _U: ['an unnamed source', '未具名来源'],
    ALIBABA: ['阿里巴巴'],
    USCENSUS: ['U.S. Census Bureau', 'US Census Bureau', 'Census Bureau'],
    GACC: ['China Customs', "China's customs", 'customs of China', '中国海关'],
    'ONLINE-RETAIL': ['a web shop in the United Kingdom', '英国一家网店'],
  },
  area: {
    CN: ['Chinese', '我国', '全国'],
    US: ['US', 'U.S.', 'American'],
    GB: ['British'],
    JP: ['Japanese'],
    RU: ['Russia'],
  },
  indicator: {
    CBEC: [
      ...['cross-border ecommerce', 'cross-border electronic commerce', 'cross-border online trade'],
      '跨境电子商务',
    ],
    GOODS: [
      ...['goods trade', 'trade in goods', 'merchandise trade', 'foreign trade', 'total trade'],
      ...['goods imports', 'goods exports', 'imports of goods', 'exports of goods'],
      ...['merchandise imports', 'merchandise exports', '货物贸易', '对外贸易', '外贸'],
      ...['货物进出口', '货物出口', '货物进口'],
    ],
    SALES: ['sales', '销售额'],
    GMV: ['gross merchandise value', 'gross merchandise volume', '成交额'],
    STORES: ['stores opened', '新开店铺'],
    REVENUE: ['revenue'],
  },
  coverage: {
    PLATFORM: [
      ...["customs' platform for cross-border e-commerce", 'customs platform for cross-border e-commerce'],
      ...['customs cross-border e-commerce platform', 'monitored by the authority'],
      ...['海关跨境电商管理平台', '跨境电商管理平台', '海关跨境电子商务管理平台'],
    ],
    FULL: ['full scope', 'full-scope', '跨境电商全口径', '全口径'],
    PRIVATE: ['private enterprises', '民营企业'],
  },
};
