/** What all charts are given besides their figures. */
export interface ChartProps {
  /** Name of the chart for those who do not see it: its title. */
  readonly label: string;
  /** A mark was clicked, or Enter or Space pressed on it. */
  readonly onOpen: (state: string, id: string) => void;
}
