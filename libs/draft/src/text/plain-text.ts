/**
 * The text with full-width digits and signs as ASCII and capitals as small letters. Each UTF-16 code unit
 * stays one, so offsets are those of the text.
 */
export const plainText = (text: string): string =>
  text
    .replace(/(?<=[０-９])，(?=[０-９])/g, ',')
    .replace(/[０-９．％＋－～＄￥Ａ-Ｚａ-ｚA-Z]/g, (one) => PLAIN[one] ?? narrow(one));

const PLAIN: Readonly<Record<string, string>> = { '￥': '¥' };

const narrow = (one: string): string => {
  const code = one.charCodeAt(0);
  return (code > 0xff00 ? String.fromCharCode(code - 0xfee0) : one).toLowerCase();
};
