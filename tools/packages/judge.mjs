const GRAVE = ['high', 'critical'];

/**
 * What `npm audit --json` says, in lines, and whether a package has a grave fault.
 * @returns {{ lines: string[], isGrave: boolean }}
 */
export function judge(text) {
  const report = parsed(text);
  if (report?.auditReportVersion !== 2 || typeof report.vulnerabilities !== 'object')
    return {
      lines: [`vulnerabilities: not told (${report?.message ?? report?.error?.summary ?? 'no report'})`],
      isGrave: false,
    };
  const faults = Object.values(report.vulnerabilities).filter(({ via }) =>
    via.some((one) => typeof one === 'object'),
  );
  const lines = faults.map(({ name, severity, via }) => {
    const titles = via.flatMap((one) => (typeof one === 'object' ? [one.title] : []));
    return `${severity}  ${name}: ${titles.join('; ')}`;
  });
  const { total } = report.metadata.dependencies;
  return {
    lines: [...lines, `vulnerabilities: ${String(faults.length)} in ${String(total)} packages`],
    isGrave: faults.some(({ severity }) => GRAVE.includes(severity)),
  };
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
