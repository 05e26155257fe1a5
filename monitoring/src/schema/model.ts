// A dashboard as its file has it, made of the types of one version of Grafana.

/** JSON has the values of enumerations, and not their names. */
type Json<T> = T extends string
  ? `${T}`
  : T extends readonly (infer E)[]
    ? Json<E>[]
    : T extends object
      ? { [K in keyof T]: Json<T[K]> }
      : T;

interface Grafana {
  dashboard: object;
  panel: object;
  row: object;
  annotation: object;
  chart: { field: object; options: object };
  stat: { options: object };
  gauge: { options: object };
  table: { options: object };
}

export type Dashboard<G extends Grafana> = Json<Omit<G['dashboard'], 'panels' | 'annotations'>> & {
  panels: (Row<G> | Chart<G> | Stat<G> | Gauge<G> | Table<G>)[];
  annotations: { list: Annotation<G>[] };
};

// The schema leaves options open, because panels and data sources are plugins. These are theirs.
type Row<G extends Grafana> = Json<G['row']>;
type Panel<G extends Grafana> = Omit<Json<G['panel']>, 'type' | 'options'>;
type Chart<G extends Grafana> = Omit<Panel<G>, 'fieldConfig'> & {
  type: 'timeseries';
  options: Json<G['chart']['options']>;
  fieldConfig: Json<G['chart']['field']>;
};
type Stat<G extends Grafana> = Panel<G> & { type: 'stat'; options: Json<G['stat']['options']> };
type Gauge<G extends Grafana> = Panel<G> & { type: 'gauge'; options: Json<G['gauge']['options']> };
type Table<G extends Grafana> = Panel<G> & { type: 'table'; options: Json<G['table']['options']> };
type Annotation<G extends Grafana> = Json<G['annotation']> & {
  expr?: string;
  titleFormat?: string;
  textFormat?: string;
  useValueForTime?: boolean;
};
