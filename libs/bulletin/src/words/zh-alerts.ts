import type { EN_ALERTS } from './en-alerts.ts';

/** Chinese, of alerts. Messages are Unicode MessageFormat 2; nothing that says why, no digits. */
export const ZH_ALERTS: Readonly<Record<keyof typeof EN_ALERTS, string>> = {
  'alert-absent': '{$when}{$subject}的该项数据不详。',
  'alert-above':
    '.input {$state :string} .input {$count :string} .match $state $count firing many {{以上各数均高于{$threshold}。}} firing * {{这一增速高于{$threshold}。}} pending * {{从现有数字看，尚不能确定是否高于{$threshold}。}} * many {{以上各数均不高于{$threshold}。}} * * {{这一增速不高于{$threshold}。}}',
  'alert-below':
    '.input {$state :string} .input {$count :string} .match $state $count firing many {{以上各数均低于{$threshold}。}} firing * {{这一增速低于{$threshold}。}} pending * {{从现有数字看，尚不能确定是否低于{$threshold}。}} * many {{以上各数均不低于{$threshold}。}} * * {{这一增速不低于{$threshold}。}}',
  'alert-last': '上次变动前为{$numbers}{$printed}。',
  'alert-first': '现存最早数值为{$numbers}{$printed}。',
  'alert-beside': '{$when}为{$numbers}{$printed}。',
  'alert-alone': '没有可供对照的数字。',
  'alert-sign':
    '.input {$state :string} .match $state firing {{增速的方向已变。}} pending {{从现有数字看，尚不能确定增速的方向是否已变。}} * {{增速的方向未变。}}',
  'alert-differ':
    '.input {$state :string} .match $state firing {{前后相差超过{$than}。}} pending {{从现有数字看，尚不能确定前后相差是否超过{$than}。}} * {{前后相差不超过{$than}。}}',
  'alert-high':
    '.input {$state :string} .match $state firing {{这一增速高于其他各个已知的等长时期。}} pending {{从现有数字看，尚不能确定这一增速是否高于其他各个已知的等长时期。}} * {{尚不能认定这一增速高于其他各个等长时期。}}',
  'alert-low':
    '.input {$state :string} .match $state firing {{这一增速低于其他各个已知的等长时期。}} pending {{从现有数字看，尚不能确定这一增速是否低于其他各个已知的等长时期。}} * {{尚不能认定这一增速低于其他各个等长时期。}}',
  'alert-conflict': '{$mark}。',
  'alert-met': '此处已无互不一致的已知数据。',
  'alert-unbroken': '此处已无已知的统计口径变化。',
  'alert-promised': '{$publisher}定于{$at}发布“{$title}”。',
  'alert-silent':
    '.input {$state :string} .match $state late {{已逾期，{$missing}。}} due {{时间已到，{$missing}。}} released {{内容已齐。}} cancelled {{该发布已取消。}} * {{时间未到。}}',
  'alert-missing': '尚缺：{$items}',
  'alert-item': '{$period}{$what}{$status}',
  'alert-status':
    '.input {$status :string} .match $status preliminary {{（初步数）}} final {{（最终数）}} revised {{（修订数）}} forecast {{（预测数）}} * {{（未注明状态）}}',
  'alert-between': '；',
  'alert-comma': '、',
  'alert-others': '{$items}等',
  'alert-dropped': '该规则已撤销。',
  'alert-not-covered': '该规则已不再涉及这一数据。',
  'alert-not-about': '该规则已不再涉及这一发布。',
  'printed-opening':
    '.input {$state :string} .match $state firing {{已刊句子{$name}已不成立。}} pending {{已刊句子{$name}是否仍成立，尚不能确定。}} * {{已刊句子{$name}中的数字重新成立。}}',
  'printed-dropped': '已刊句子{$name}已撤下。',
  'printed-unknown': '{$key}尚无任何已知数据。',
  'printed-was':
    '.input {$state :string} .match $state firing {{已刊数字为{$was}。}} * {{已刊数字为{$was}，是否仍成立尚不能确定。}}',
  'printed-more': '另有其他数据已变。',
  'printed-correction': '较早版本称{$when}{$subject}{$beside}{$what}为{$was}；{$now}',
  'printed-what':
    '.input {$figure :string} .match $figure level {{}} share {{的占比}} contribution {{的贡献}} * {{增速}}',
  'printed-now': '现为{$numbers}。数据来自{$said}。',
  'printed-gone': '现无此数据。',
  'alert-overflow': '符合规则{$rule}的序列和时期多于其预警数量的上限。',
  'alert-overflow-ended': '规则{$rule}的预警数量不再多于上限。',
  'alert-overflow-dropped': '规则{$rule}已撤销。',
};
