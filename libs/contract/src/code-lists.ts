/*
 * Closed code lists, and the special codes. All other lists (reporters, indicators, products, subdivisions of
 * countries) are open: first use registers a code.
 */

/** ISO 3166-1 alpha-2, officially assigned: 249 codes. */
const ASSIGNED_COUNTRIES = `
  AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT
  BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH
  ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT
  HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS
  LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI
  NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG
  SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG
  UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
`;

/**
 * Reserved by ISO 3166/MA: European Union (EU), euro area (EZ), United Nations (UN), islands and enclaves.
 */
const RESERVED_COUNTRIES = 'AC CP CQ DG EA EU EZ IC TA UN';

/** ISO 4217 list one with funds and metals, without XTS (tests) and XXX (no currency: here `_Z`). */
const CURRENT_CURRENCIES = `
  AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD
  CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP
  GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW
  KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN
  NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD
  SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW
  UZS VED VES VND VUV WST XAD XAF XAG XAU XBA XBB XBC XBD XCD XCG XDR XOF XPD XPF XPT XSU XUA YER ZAR
  ZMW ZWG
`;

/** ISO 4217 list three: withdrawn currencies, for figures of their time. */
const HISTORIC_CURRENCIES = `
  ADP AFA ANG AOK AON AOR ARA ARP ATS AZM BAD BEF BGL BRC BRE BRN BRR BYB BYR CSD CSK CUC CYP DDM DEM
  ECS ECV EEK ESP FIM FRF GEK GHC GRD GWP HRD HRK IEP ILR ISJ ITL LTL LTT LUF LVL LVR MGF MLF MRO MTL
  MXP MZM NIC NLG PEI PES PLZ PTE ROL RUR SDD SDP SIT SKK SLL SRG STD SUR TJR TMM TPE TRL UAK UGS USS
  UYP VEB VEF XEU YDD YUD YUM YUN ZAL ZMK ZRN ZRZ ZWD ZWL ZWR
`;

const words = (list: string): string[] => list.trim().split(/\s+/);

/** User-assigned XA to XZ (XK is Kosovo), without XX, elsewhere an unknown country: here `_U`. */
const USER_ASSIGNED = Array.from('ABCDEFGHIJKLMNOPQRSTUVWYZ', (letter) => `X${letter}`);

export const COUNTRIES: ReadonlySet<string> = new Set([
  ...words(ASSIGNED_COUNTRIES),
  ...words(RESERVED_COUNTRIES),
  ...USER_ASSIGNED,
]);

const OWN_COUNTRIES: ReadonlySet<string> = new Set([...words(ASSIGNED_COUNTRIES), 'XK']);

/** Whether a code of `COUNTRIES` is a country: assigned by ISO 3166-1, or Kosovo; no union and no reservation. */
export const isCountry = (code: string): boolean => OWN_COUNTRIES.has(code);

export const CURRENCIES: ReadonlySet<string> = new Set([
  ...words(CURRENT_CURRENCIES),
  ...words(HISTORIC_CURRENCIES),
]);

export const FLOWS = ['X', 'M', '_T', '_Z'] as const;

/** Special codes, valid where the dimension's list allows them. */
export const TOTAL = '_T';
export const UNKNOWN = '_U';
export const NOT_APPLICABLE = '_Z';

/**
 * Codes of one place beside the code that is kept, so that one place is one series: numbers of GB/T 2260 and
 * letters of ISO 3166-2. Hong Kong, Macao and Taiwan keep their country codes, to which ISO 3166-2 refers. The
 * table is `data/codes/area-aliases.csv`.
 */
export const AREA_ALIASES: ReadonlyMap<string, string> = new Map(
  words(`
    11=CN-BJ 12=CN-TJ 13=CN-HE 14=CN-SX 15=CN-NM 21=CN-LN 22=CN-JL 23=CN-HL 31=CN-SH 32=CN-JS 33=CN-ZJ 34=CN-AH
    35=CN-FJ 36=CN-JX 37=CN-SD 41=CN-HA 42=CN-HB 43=CN-HN 44=CN-GD 45=CN-GX 46=CN-HI 50=CN-CQ 51=CN-SC 52=CN-GZ
    53=CN-YN 54=CN-XZ 61=CN-SN 62=CN-GS 63=CN-QH 64=CN-NX 65=CN-XJ 71=TW 81=HK 82=MO HK=HK MO=MO TW=TW
  `).map((pair) => {
    const [alias = '', code = ''] = pair.split('=');
    return [`CN-${alias}`, code];
  }),
);

/** The code that is kept for an area; the code itself where it is no alias. */
export const oneArea = (code: string): string => AREA_ALIASES.get(code) ?? code;

/** Frequent wrong codes, with the code to write instead. */
const COUNTRY_ALIASES: Readonly<Record<string, string>> = {
  UK: 'GB',
  EL: 'GR',
  FX: 'FR',
  SU: 'RU',
  XX: UNKNOWN,
  ZZ: UNKNOWN,
  WW: TOTAL,
  W0: TOTAL,
  W1: TOTAL,
};

const CURRENCY_ALIASES: Readonly<Record<string, string>> = {
  RMB: 'CNY',
  CNH: 'CNY',
  CN: 'CNY',
  YUAN: 'CNY',
  UKP: 'GBP',
  STG: 'GBP',
  US: 'USD',
  NTD: 'TWD',
  XXX: NOT_APPLICABLE,
  _T: NOT_APPLICABLE,
  _U: NOT_APPLICABLE,
};

/** Whether the country part is listed: `CN`, `CN-41`, `CN-D46`, `CN-Z-ZAEZ`, `_T`, `_U`, `_Z`. */
export function isArea(code: string): boolean {
  if (code.charCodeAt(0) === 95 /* _ */) return code === TOTAL || code === UNKNOWN || code === NOT_APPLICABLE;
  if (code.length === 2) return COUNTRIES.has(code);
  return code.length > 3 && code.charCodeAt(2) === 45 /* - */ && COUNTRIES.has(code.slice(0, 2));
}

/** Area code that an invalid text probably means: another country code, or lower case. */
export function likelyArea(text: string): string | undefined {
  const country = text.slice(0, 2).toUpperCase();
  const meant = COUNTRY_ALIASES[country] ?? country;
  if (meant.startsWith('_')) return text.length === 2 ? meant : undefined;
  const area = meant + text.slice(2);
  return isArea(area) ? area : undefined;
}

/** Currency code that an invalid text probably means: another name, or lower case. */
export function likelyCurrency(text: string): string | undefined {
  const code = text.toUpperCase();
  return CURRENCIES.has(code) ? code : CURRENCY_ALIASES[code];
}
