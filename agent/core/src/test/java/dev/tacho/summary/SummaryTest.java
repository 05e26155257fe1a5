package dev.tacho.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tacho.methods.NamedMethods;
import dev.tacho.metrics.AgentHealth;
import dev.tacho.metrics.AppInfo;
import dev.tacho.metrics.BuildInfo;
import dev.tacho.metrics.ExternalError;
import dev.tacho.metrics.Families;
import dev.tacho.metrics.PoolMetrics;
import dev.tacho.metrics.PoolNumbers;
import dev.tacho.metrics.QueryError;
import dev.tacho.metrics.RequestWork;
import dev.tacho.metrics.Route;
import dev.tacho.metrics.Scrape;
import dev.tacho.metrics.Statement;
import dev.tacho.metrics.TestFamilies;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SummaryTest {
  private static final long MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final int EVERY_LIST = 300;
  private static final String HOSTILE = "\"}],\\\u2028</script>\ud83d";

  private final AgentHealth health = new AgentHealth(List.of("jdbc", "servlet"));
  private Families families = TestFamilies.with("", health);
  private final RequestWork work = new RequestWork();
  private long startNanos = System.nanoTime();

  @Test
  void saysWhatTheServiceAndTheAgentAre() throws IOException {
    startNanos -= 90 * SECOND;
    health.woven(0);
    health.failed(1, "in a test", new IllegalStateException("made by a test"));
    health.tookOnApplicationThreads(3 * MILLISECOND);

    ParsedJson summary = summary("app=shop,app-version=2.1,environment=test");

    assertThat(summary.get("format")).isEqualTo(1.0);
    assertThat(summary.get("app").toString())
        .isEqualTo("{name=shop, version=2.1, environment=test}");
    assertThat(summary.get("agent", "pid")).isEqualTo("4711");
    assertThat(summary.get("agent", "enabled")).isEqualTo(true);
    assertThat((Double) summary.get("agent", "uptime_seconds")).isBetween(90.0, 100.0);
    assertThat((Double) summary.get("agent", "started_seconds"))
        .isCloseTo((Double) summary.get("time_seconds") - 90, within(10.0));
    assertThat(summary.get("agent", "errors").toString()).isEqualTo("{servlet=1.0}");
    assertThat(summary.get("agent", "woven_classes").toString()).isEqualTo("{jdbc=1.0}");
    assertThat(summary.get("agent", "overhead_seconds")).isEqualTo(0.003);
    assertThat(summary.get("agent", "event_log_records")).isNull();
    assertThat(summary.get("agent", "config_reload")).isNull();
  }

  @Test
  void requestsEqualTheScrape() throws IOException {
    Route route = families.http().routes().declared("", "", "/orders/{id}");
    for (int i = 1; i <= 100; i++) {
      work.reset();
      work.countQuery();
      work.countQuery();
      work.addTime(RequestWork.Component.DB, i * MILLISECOND / 4);
      finish(route, "GET", i <= 4 ? 500 : i <= 10 ? 404 : 200, i * MILLISECOND);
    }
    work.reset();
    finish(route, "POST", 201, 2 * SECOND);
    families.http().statementRepeated(route, "orders");
    startNanos = System.nanoTime() - 50 * SECOND;

    ParsedJson summary = summary("");
    ParsedJson get = summary.row("routes", "method", "GET", "route", "/orders/{id}");
    ParsedJson post = summary.row("routes", "method", "POST", "route", "/orders/{id}");
    Scrape scrape = Scrape.of(families);

    assertThat(summary.get("traffic", "requests")).isEqualTo(101.0);
    assertThat(summary.get("traffic", "errors_5xx")).isEqualTo(4.0);
    assertThat(summary.get("traffic", "error_ratio")).isEqualTo(0.039604);
    assertThat((Double) summary.get("traffic", "rate_per_second")).isBetween(1.7, 2.02);
    assertThat(summary.get("traffic", "window", "requests")).isEqualTo(101.0);
    assertThat(summary.get("traffic", "window", "errors_5xx")).isEqualTo(4.0);
    assertThat(scrape.sum("http_requests_total")).isEqualTo(101);
    assertThat(get.get("requests")).isEqualTo(100.0);
    assertThat(get.get("errors_5xx")).isEqualTo(4.0);
    assertThat(get.get("errors_4xx")).isEqualTo(6.0);
    assertThat(get.get("error_ratio")).isEqualTo(0.04);
    assertThat(get.get("slow")).isEqualTo(0.0);
    assertThat(get.get("total_seconds")).isEqualTo(5.05);
    assertThat(get.get("time_share").toString())
        .isEqualTo("{app=0.75, db=0.25, cache=0.0, external=0.0}");
    // Nothing but the buckets is known: 9 % each.
    assertThat((Double) get.get("p50_seconds")).isCloseTo(0.050, within(0.0045));
    assertThat((Double) get.get("p99_seconds")).isCloseTo(0.099, within(0.009));
    assertThat((Double) get.get("max_bucket_seconds")).isBetween(0.1, 0.109);
    assertThat(get.list("latency_buckets").stream().mapToDouble(b -> (Double) b.get(1)).sum())
        .isEqualTo(100);
    assertThat(get.get("db_queries_per_request")).isEqualTo(1.980198); // 200 of 101, POST included
    assertThat(get.get("n_plus_one_requests")).isEqualTo(1.0);
    assertThat(get.at("objectives", "availability").value().toString())
        .isEqualTo("{objective=0.999, ratio=0.96, complies=false, budget_left=-39.0}");
    assertThat(get.at("objectives", "latency").value().toString())
        .isEqualTo("{objective=0.999, ratio=1.0, complies=true, budget_left=1.0}");
    assertThat(post.get("slow")).isEqualTo(1.0);
    assertThat(scrape.value("http_slow_requests_total{method=\"POST\",route=\"/orders/{id}\"}"))
        .isEqualTo(1.0);
    assertThat(post.get("objectives", "latency", "complies")).isEqualTo(false);
  }

  @Test
  void aRatioThatIsTheObjectiveComplies() throws IOException {
    Route route = families.http().routes().declared("", "", "/orders");
    for (int i = 0; i < 1000; i++) {
      finish(route, "GET", i == 0 ? 503 : 200, MILLISECOND);
    }

    assertThat(summary("").at("traffic", "objectives", "availability").value().toString())
        .isEqualTo("{objective=0.999, ratio=0.999, complies=true, budget_left=0.0}");
  }

  @Test
  void theWindowForgetsWhatTheTotalsKeep() throws IOException {
    Route route = families.http().routes().declared("", "", "/orders");
    finish(route, "GET", 500, MILLISECOND);
    long now = System.nanoTime();
    families.sample(now - 61 * SECOND);
    finish(route, "GET", 200, MILLISECOND);
    startNanos = now - 1000 * SECOND;

    ParsedJson traffic = summary("").at("traffic");

    assertThat(traffic.get("requests")).isEqualTo(2.0);
    assertThat(traffic.get("window", "requests")).isEqualTo(1.0);
    assertThat(traffic.get("window", "error_ratio")).isEqualTo(0.0);
    assertThat((Double) traffic.get("window", "seconds")).isBetween(61.0, 70.0);
  }

  @Test
  void databasesPoolsCachePeersAndJobsEqualTheScrape() throws IOException {
    families.queries().series("h2", "select", "orders").record(10 * MILLISECOND, null);
    families.queries().series("h2", "select", "orders").record(6 * SECOND, QueryError.INTEGRITY);
    families.cache().series("redis", "get", true).countKeys(3, 1);
    families.cache().series("redis", "get", true).time(MILLISECOND);
    families.cache().series("redis", "set", false).countError();
    families.external().operation("billing", "GET /a").answered(200, MILLISECOND);
    families.external().operation("billing", "GET /b").failed(ExternalError.DNS, 2 * SECOND);
    families.jobs().task("Orders.cleanup").started();
    families.jobs().task("Orders.cleanup").finished(SECOND, true);
    PoolMetrics.Pool pool = families.pools().open("orders", "hikari", new OpenPool());
    pool.observeWait(5 * MILLISECOND);
    pool.observeUse(50 * MILLISECOND);
    pool.countTimeout();

    ParsedJson summary = summary("");

    ParsedJson query = summary.row("databases", "collection", "orders", "operation", "select");
    assertThat(query.get("queries")).isEqualTo(2.0);
    assertThat(query.get("errors")).isEqualTo(1.0);
    assertThat(query.get("errors_by_kind").toString()).isEqualTo("{integrity=1.0}");
    assertThat(query.get("slow")).isEqualTo(1.0);
    assertThat(query.get("critical")).isEqualTo(1.0);
    assertThat(query.get("total_seconds")).isEqualTo(6.01);
    assertThat(summary.get("cache", "hit_ratio")).isEqualTo(0.75);
    assertThat(summary.get("cache", "window_hit_ratio")).isEqualTo(0.75);
    assertThat(summary.get("cache", "errors")).isEqualTo(1.0);
    assertThat(summary.at("cache").row("operations", "operation", "get").get("timed"))
        .isEqualTo(1.0);
    ParsedJson peer = summary.row("peers", "peer_service", "billing");
    assertThat(peer.get("requests")).isEqualTo(2.0);
    assertThat(peer.get("errors_by_kind").toString()).isEqualTo("{dns=1.0}");
    assertThat(peer.get("slow")).isEqualTo(1.0);
    ParsedJson job = summary.row("jobs", "task", "Orders.cleanup");
    assertThat(job.get("runs")).isEqualTo(1.0);
    assertThat(job.get("errors")).isEqualTo(1.0);
    assertThat(job.get("running")).isEqualTo(0.0);
    assertThat(job.get("last_success_seconds")).isNull();
    ParsedJson orders = summary.row("pools", "pool", "orders");
    assertThat(orders.get("active")).isEqualTo(2.0);
    assertThat(orders.get("idle")).isEqualTo(1.0);
    assertThat(orders.get("max")).isEqualTo(10.0);
    assertThat(orders.get("pending")).isEqualTo(4.0);
    assertThat(orders.get("timeouts")).isEqualTo(1.0);
    assertThat(orders.get("waits")).isEqualTo(1.0);
    assertThat((Double) orders.get("wait_p95_seconds")).isCloseTo(0.005, within(0.0005));
    assertThat((Double) orders.get("use_p95_seconds")).isCloseTo(0.05, within(0.005));
  }

  private static final class OpenPool implements PoolMetrics.Source {
    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public PoolNumbers read() {
      return PoolNumbers.of(2, 1, 10, 4);
    }
  }

  @Test
  void statementsAreShownToWhoMaySeeThem() throws IOException {
    List<Statement> statements = new ArrayList<>();
    for (int i = 1; i <= 11; i++) {
      statements.add(Statement.ran("select " + i, i * MILLISECOND));
    }
    families.statements().rank(statements);

    assertThat(summary("").list("statements"))
        .extracting(row -> row.get("statement"))
        .hasSize(10)
        .startsWith("select 11", "select 10");
    assertThat(summary("", false).get("statements")).isNull();
  }

  @Test
  void whatWasConfiguredForNothingIsListed() throws IOException {
    String arguments =
        "routes=/img/*;/w/{page},services=a.example.com:a;b.example.com:b,methods=com.acme.A.b=job";
    families = TestFamilies.with(arguments);
    finish(families.http().routes().configured("/img/logo.png", ""), "GET", 200, MILLISECOND);
    families.external().operation("b", "GET /").answered(200, MILLISECOND);

    ParsedJson summary = summary(arguments);

    assertThat(summary.get("unused").toString()).isEqualTo("{routes=[/w/{page}], services=[a]}");
    assertThat(summary.list("methods").get(0).value().toString())
        .isEqualTo("{pattern=com.acme.A.b, kind=job, methods_matched=0.0, refused=false}");
  }

  @Test
  void scrapesAreTold() throws IOException {
    Summary summary = newSummary("");
    summary.scrapes().asked("Prometheus/3.7.0", System.nanoTime() - 3 * SECOND);

    ParsedJson scrapes =
        ParsedJson.of(summary.body(System.nanoTime(), true)).at("agent", "scrapes");

    assertThat(scrapes.get("count")).isEqualTo(1.0);
    assertThat((Double) scrapes.get("last_seconds_ago")).isBetween(3.0, 10.0);
    assertThat(scrapes.get("interval_seconds")).isNull();
  }

  @Test
  void whatFindsNoRoomInAListIsAddedUp() throws IOException {
    families = TestFamilies.with("max-series=10000");
    for (int i = 1; i <= EVERY_LIST; i++) {
      Route route = families.http().routes().declared("", "", "/r" + i);
      finish(route, "GET", 200, i * MILLISECOND);
      families.queries().series("h2", "select", "t" + i).record(i * MILLISECOND, null);
      families.cache().series("redis", "c" + i, false).countOk();
      families.external().operation("p" + i, "GET /").answered(200, i * MILLISECOND);
      families.jobs().task("T" + i).started();
    }

    byte[] body = newSummary("").body(System.nanoTime(), true);
    ParsedJson summary = ParsedJson.of(body);

    assertThat(body.length).isLessThan(1_000_000);
    for (String list : List.of("routes", "databases", "peers", "jobs")) {
      assertThat(summary.list(list)).as(list).hasSize(201);
      assertThat(summary.get(list, 200, "rows")).as(list).isEqualTo(100.0);
    }
    assertThat(summary.list("cache", "operations")).hasSize(201);
    // The first 100 took the least time: 1 to 100 ms.
    assertThat(summary.get("routes", 0, "route")).isEqualTo("/r300");
    assertThat(summary.get("routes", 200, "route")).isEqualTo("_rest_");
    assertThat(summary.get("routes", 200, "requests")).isEqualTo(100.0);
    assertThat(summary.get("routes", 200, "total_seconds")).isEqualTo(5.05);
    assertThat(summary.get("databases", 200, "queries")).isEqualTo(100.0);
  }

  @Test
  void hostileNamesAreText() throws IOException {
    families.jobs().task(HOSTILE).started();
    families.external().operation(HOSTILE, HOSTILE).answered(200, MILLISECOND);
    finish(families.http().routes().declared("", "", "/" + HOSTILE), "GET", 200, MILLISECOND);
    families.pools().open(HOSTILE, "", new OpenPool());
    String shown = HOSTILE.replace('\ud83d', '\ufffd');

    ParsedJson summary = summary("");

    assertThat(summary.get("jobs", 0, "task")).isEqualTo(shown);
    assertThat(summary.get("peers", 0, "peer_service")).isEqualTo(shown);
    assertThat((String) summary.get("routes", 0, "route")).contains("\\\u2028</script>\ufffd");
    assertThat(summary.get("pools", 0, "pool")).isEqualTo(shown);
  }

  @Test
  void isThereBeforeAnythingHappened() throws IOException {
    ParsedJson summary = summary("");

    assertThat(summary.get("routes").toString()).isEqualTo("[]");
    assertThat(summary.get("traffic", "requests")).isEqualTo(0.0);
    assertThat(summary.get("traffic", "error_ratio")).isNull();
    assertThat(summary.get("traffic", "active")).isEqualTo(0.0);
    assertThat(summary.get("thresholds").toString())
        .isEqualTo(
            "{critical_query_seconds=5.0, slow_external_seconds=1.0, slow_query_seconds=1.0,"
                + " slow_request_seconds=1.0}");
  }

  private void finish(Route route, String method, int status, long nanos) {
    families.http().requestFinished(route, method, status, nanos, 1, null, work);
  }

  private ParsedJson summary(String arguments) throws IOException {
    return summary(arguments, true);
  }

  private ParsedJson summary(String arguments, boolean withStatements) throws IOException {
    return ParsedJson.of(newSummary(arguments).body(System.nanoTime(), withStatements));
  }

  private Summary newSummary(String arguments) {
    return new Summary(
        AppInfo.of(TestFamilies.config(arguments), "com.acme.Orders"),
        BuildInfo.read(),
        "4711",
        families,
        new NamedMethods(TestFamilies.config(arguments).methods()),
        startNanos);
  }
}
