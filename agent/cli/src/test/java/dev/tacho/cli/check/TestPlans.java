package dev.tacho.cli.check;

/** Endpoints without a file. */
final class TestPlans {
  private TestPlans() {}

  /** A GET in the tier {@code public}. */
  static Endpoint endpoint(String name, String path, double weight) {
    Endpoint endpoint = new Endpoint();
    endpoint.name = name;
    endpoint.method = "GET";
    endpoint.path = new Template(path);
    endpoint.weight = weight;
    endpoint.expected = Statuses.NO_ERROR;
    endpoint.tier = Tier.builtIn().get(Tier.DEFAULT);
    endpoint.timeoutNanos = 5_000_000_000L;
    return endpoint;
  }
}
