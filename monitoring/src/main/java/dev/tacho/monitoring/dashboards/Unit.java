package dev.tacho.monitoring.dashboards;

/** Units by the names that Grafana has for them. */
enum Unit {
  SECONDS("s"),
  REQUESTS_PER_SECOND("reqps"),
  OPERATIONS_PER_SECOND("ops"),
  SHARE("percentunit"),
  BYTES("bytes"),
  BYTES_PER_SECOND("Bps"),
  COUNT("short"),
  TIMES("suffix:×");

  final String id;

  Unit(String id) {
    this.id = id;
  }
}
