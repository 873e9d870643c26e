import type { Table } from '../mark/mark.ts';

/** The table of a chart; the first column has the row headers. */
export function TableTwin({ title, table }: { title: string; table: Table }) {
  return (
    // Focusable, so that the keyboard can scroll sideways.
    <div className="chart-table-room" role="region" aria-label={title} tabIndex={0}>
      <table className="chart-table">
        <caption className="unseen">{title}</caption>
        <thead>
          <tr>
            {table.columns.map(({ name, title: column, numeric }) => (
              <th key={name} scope="col" className={numeric ? 'chart-numeric' : undefined}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, index) => (
            <tr key={index}>
              {row.map(({ text }, at) => {
                const column = table.columns[at];
                const look = column?.numeric ? 'chart-numeric' : undefined;
                return at === 0 ? (
                  <th key={column?.name ?? at} scope="row" className={look}>
                    {text}
                  </th>
                ) : (
                  <td key={column?.name ?? at} className={look}>
                    {text}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
