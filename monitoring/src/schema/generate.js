// Writes each dashboard as a literal of the type that each version of Grafana has for it: of a literal the compiler also
// says what is unknown, which it does not of an imported file.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

const dashboards = new URL('../../../dashboards/', import.meta.url);
const generated = new URL('generated/', import.meta.url);
const versions = Object.keys(JSON.parse(readFileSync(new URL('package.json', import.meta.url))).devDependencies)
  .filter((name) => name.startsWith('grafana-'));

rmSync(generated, { recursive: true, force: true });
mkdirSync(generated);
for (const version of versions) {
  for (const file of readdirSync(dashboards).filter((name) => name.endsWith('.json'))) {
    writeFileSync(
      new URL(`${file.replace('.json', '')}-${version}.ts`, generated),
      `import type * as g from '${version}';
import type { Dashboard } from '../model';

interface Types {
  dashboard: g.Dashboard;
  panel: g.Panel;
  row: g.RowPanel;
  annotation: g.AnnotationQuery;
  chart: { field: g.FieldConfigSource<g.GraphFieldConfig>; options: g.OptionsWithLegend & g.OptionsWithTooltip };
  stat: {
    options: g.SingleStatBaseOptions & {
      colorMode: g.BigValueColorMode;
      graphMode: g.BigValueGraphMode;
      justifyMode: g.BigValueJustifyMode;
      textMode: g.BigValueTextMode;
    };
  };
  gauge: { options: g.SingleStatBaseOptions & { showThresholdLabels: boolean; showThresholdMarkers: boolean } };
  table: { options: { showHeader: boolean; cellHeight: g.TableCellHeight; sortBy: g.TableSortByFieldState[] } };
}

export const dashboard: Dashboard<Types> = ${readFileSync(new URL(file, dashboards), 'utf8')};
`,
    );
  }
}
