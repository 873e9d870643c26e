import type { Table } from '../mark/mark.ts';

/** The table without columns that are empty in every row. */
function told({ columns, rows }: Table): Table {
  const isTold = columns.map((_, at) => rows.length === 0 || rows.some((row) => row[at]?.text !== ''));
  return {
    columns: columns.filter((_, at) => isTold[at]),
    rows: rows.map((row) => row.filter((_, at) => isTold[at])),
  };
}

/** The table of a chart; the first column has the row headers. */
export function TableTwin({ title, table: whole }: { title: string; table: Table }) {
  const table = told(whole);
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
