/** What the thread that writes groups of rows is asked for. */
export { writeRowGroup } from './parquet/row-group.ts';
