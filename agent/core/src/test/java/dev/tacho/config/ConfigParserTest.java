package dev.tacho.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigParserTest {
  private final Properties systemProperties = new Properties();
  private final Map<String, String> environment = new HashMap<>();
  private final List<String> problems = new ArrayList<>();

  @Test
  void whatNobodyConfiguresHasItsDefault() {
    Config config = parse(null);

    assertThat(config.enabled()).isTrue();
    assertThat(config.port().first).isEqualTo(9464);
    assertThat(config.portFile()).isNull();
    assertThat(config.app()).isNull();
    assertThat(config.appVersion()).isNull();
    assertThat(config.environment()).isNull();
    assertThat(config.slowRequestNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(1));
    assertThat(config.slowQueryNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(1));
    assertThat(config.criticalQueryNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(5));
    assertThat(config.slowExternalNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(1));
    assertThat(config.maxSeries()).isEqualTo(1000);
    assertThat(texts(config.routes())).isEmpty();
    assertThat(texts(config.exclude())).containsExactly("/health", "/actuator/health*", "/metrics");
    assertThat(config.nPlusOne()).isEqualTo(10);
    assertThat(config.eventLog()).isEqualTo("off");
    assertThat(config.hasEventLog()).isFalse();
    assertThat(config.keepsEvents()).isFalse();
    assertThat(config.eventLogSize()).isEqualTo(10 * 1024 * 1024);
    assertThat(config.eventLogBackups()).isEqualTo(5);
    assertThat(config.alertWebhook()).isNull();
    assertThat(config.sentryDsn()).isNull();
    assertThat(config.requestIdMode()).isEqualTo(RequestIdMode.ACCEPT);
    assertThat(config.requestIdHeader()).isEqualTo("X-Request-ID");
    assertThat(config.propagateTo().contains("localhost")).isTrue();
    assertThat(config.propagateTo().contains("example.com")).isFalse();
    assertThat(problems).isEmpty();
  }

  @Test
  void everyOptionCanBeGivenAsArgument() {
    Config config =
        parse(
            "enabled=false,port=0,port-file=/tmp/port,app=orders,app-version=2.1,"
                + "environment=staging,slow-request=2s,slow-query=250ms,critical-query=1m,"
                + "slow-external=0.5s,max-series=500,routes=/img/*;/w/{page},exclude=/ping,"
                + "n-plus-one=5,event-log=logs/events.log,event-log-size=512KB,"
                + "event-log-backups=0,request-id=generate,"
                + "request-id-header=X-Correlation-Id,propagate-to=orders;*.example.com,"
                + "services=api.stripe.com:pay,service-paths=pay:/v1/{x}");

    assertThat(config.enabled()).isFalse();
    assertThat(config.port().first).isEqualTo(0);
    assertThat(config.portFile()).isEqualTo("/tmp/port");
    assertThat(config.app()).isEqualTo("orders");
    assertThat(config.appVersion()).isEqualTo("2.1");
    assertThat(config.environment()).isEqualTo("staging");
    assertThat(config.slowRequestNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(2));
    assertThat(config.slowQueryNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(250));
    assertThat(config.criticalQueryNanos()).isEqualTo(TimeUnit.MINUTES.toNanos(1));
    assertThat(config.slowExternalNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(500));
    assertThat(config.maxSeries()).isEqualTo(500);
    assertThat(texts(config.routes())).containsExactly("/img/*", "/w/{page}");
    assertThat(texts(config.exclude())).containsExactly("/ping");
    assertThat(config.nPlusOne()).isEqualTo(5);
    assertThat(config.eventLog()).isEqualTo("logs/events.log");
    assertThat(config.hasEventLog()).isTrue();
    assertThat(config.eventLogSize()).isEqualTo(512 * 1024);
    assertThat(config.eventLogBackups()).isZero();
    assertThat(config.requestIdMode()).isEqualTo(RequestIdMode.GENERATE);
    assertThat(config.requestIdHeader()).isEqualTo("X-Correlation-Id");
    assertThat(config.propagateTo().contains("a.example.com")).isTrue();
    assertThat(config.services().name("api.stripe.com", -1)).isEqualTo("pay");
    assertThat(texts(config.servicePaths().of("pay"))).containsExactly("/v1/{x}");
    assertThat(problems).isEmpty();
  }

  @Test
  void noMessageShowsASecret() {
    systemProperties.setProperty("tacho.sentry-dsn", "https://s3cret@");
    environment.put("TACHO_ALERT_WEBHOOK", "ftp://example.com/s3cret");

    parse(
        "alert-webhook=https://user:s3cret@example.com/,app=\"club,sentry-dsn=https://s3cret@x/1");
    parse("sentry-dsn https://s3cret@example.com/1");

    String webhook =
        ": expected a URL such as https://alerts.example.com/hook, without user and password. It is"
            + " ignored. See docs/configuration.md.";
    String dsn =
        "tacho.sentry-dsn: expected a DSN such as https://key@sentry.example.com/1. It is ignored."
            + " See docs/configuration.md.";
    assertThat(problems)
        .containsExactly(
            "app=\"club,sentry-dsn: expected a closing quote. It is ignored. See"
                + " docs/configuration.md.",
            "alert-webhook" + webhook,
            dsn,
            "TACHO_ALERT_WEBHOOK" + webhook,
            "sentry-dsn: expected key=value,key=value. It is ignored. See docs/configuration.md.",
            dsn,
            "TACHO_ALERT_WEBHOOK" + webhook);
  }

  @Test
  void secretsFromTheEnvironmentAreFine() {
    environment.put("TACHO_ALERT_WEBHOOK", "https://alerts.example.com/hook?key=1");
    environment.put("TACHO_SENTRY_DSN", "https://key@sentry.example.com/1");

    Config config = parse("");

    assertThat(config.alertWebhook()).isEqualTo("https://alerts.example.com/hook?key=1");
    assertThat(config.sentryDsn()).isEqualTo("https://key@sentry.example.com/1");
    assertThat(problems).isEmpty();
  }

  @Test
  void secretsThatTheListOfProcessesShowsAreInForceWithAWarning() {
    systemProperties.setProperty("tacho.sentry-dsn", "https://key@sentry.example.com/1");

    Config config = parse("alert-webhook=https://alerts.example.com/hook?key=1");

    assertThat(config.alertWebhook()).isEqualTo("https://alerts.example.com/hook?key=1");
    assertThat(config.sentryDsn()).isEqualTo("https://key@sentry.example.com/1");
    String rest =
        ", or in the file of config=, as everybody can read it in the list of processes. It is in"
            + " force all the same. See docs/configuration.md.";
    assertThat(problems)
        .containsExactly(
            "alert-webhook: expected in the environment, as TACHO_ALERT_WEBHOOK" + rest,
            "tacho.sentry-dsn: expected in the environment, as TACHO_SENTRY_DSN" + rest);
  }

  @Test
  void variablesKnownFromElsewhereAreUnderstood() {
    environment.put("PROMETHEUS_ENABLED", "false");
    environment.put("METRICS_ENDPOINT", "/internal/metrics");
    environment.put("SLOW_QUERY_THRESHOLD_SECONDS", "0.25");
    environment.put("SLOW_QUERY_LOG_FILE", "/var/log/slow.log");
    environment.put("PERF_API_LATENCY_MS", "750");
    environment.put("PERF_DB_QUERY_MS", "100");
    environment.put("PERF_ERROR_RATE", "0.01");

    Config config = parse("");

    assertThat(config.enabled()).isFalse();
    assertThat(config.path()).isEqualTo("/internal/metrics");
    assertThat(config.slowQueryNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(250));
    assertThat(config.eventLog()).isEqualTo("/var/log/slow.log");
    assertThat(config.slowRequestNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(750));
    assertThat(config.maxErrorRatio()).isEqualTo(0.01);
    assertThat(problems).isEmpty();
  }

  @Test
  void theAgentsOwnVariableWinsOverOneFromElsewhere() {
    environment.put("SLOW_QUERY_THRESHOLD_SECONDS", "0.25");
    environment.put("TACHO_SLOW_QUERY", "3s");

    assertThat(parse("").slowQueryNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(3));
  }

  @Test
  void aVariableFromElsewhereWinsOverTheFile(@TempDir Path folder) throws IOException {
    environment.put("PERF_DB_QUERY_MS", "100");

    Config config = parse("config=" + file(folder, "slow-query=3s"));

    assertThat(config.slowQueryNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(100));
    assertThat(problems).isEmpty();
  }

  @Test
  void badVariablesFromElsewhereAreReportedWithTheirOwnUnitAndRange() {
    environment.put("SLOW_QUERY_THRESHOLD_SECONDS", "10.1");
    environment.put("PERF_API_LATENCY_MS", "1s");

    Config config = parse("");

    assertThat(config.slowQueryNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(1));
    assertThat(problems)
        .containsExactly(
            "PERF_API_LATENCY_MS=1s: expected a number of milliseconds from 1 to 3600000."
                + " The default 1s stays in force. See docs/configuration.md.",
            "SLOW_QUERY_THRESHOLD_SECONDS=10.1: expected a number of seconds from 0.1 to 10.0."
                + " The default 1s stays in force. See docs/configuration.md.");
  }

  @Test
  void theFileWinsOverTheDefaultOnly(@TempDir Path folder) throws IOException {
    systemProperties.setProperty(
        "tacho.config",
        file(folder, "slow-query=3s", "port=1", "app = Bücher, Hefte ", "n-plus-one=7"));
    environment.put("TACHO_N_PLUS_ONE", "20");

    Config config = parse("port=2");

    assertThat(config.slowQueryNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(3));
    assertThat(config.port().first).isEqualTo(2);
    assertThat(config.nPlusOne()).isEqualTo(20);
    assertThat(config.app()).isEqualTo("Bücher, Hefte");
    assertThat(problems).isEmpty();
    assertThat(config.isFileInForce()).isTrue();
  }

  @Test
  void mistakesInTheFileAreReportedWithItsName(@TempDir Path folder) throws IOException {
    String file = file(folder, "slow-querry=2s", "port=high", "config=/other", "app=orders");

    Config config = parse("config=" + file);

    assertThat(config.app()).isEqualTo("orders");
    assertThat(problems)
        .containsExactly(
            file
                + ": config: expected in another source than the file itself. It is ignored. See"
                + " docs/configuration.md.",
            file
                + ": slow-querry: unknown option, did you mean slow-query? It is ignored. See"
                + " docs/configuration.md.",
            file
                + ": port=high: expected a port from 0 to 65535, or a range such as 9464-9479. The default 9464 stays in"
                + " force. See docs/configuration.md.");
    assertThat(config.isFileInForce()).isFalse();
  }

  @Test
  void aFileThatIsNotThereIsReported(@TempDir Path folder) {
    Config config = parse("config=" + folder.resolve("none"));

    assertThat(problems)
        .containsExactly(
            "config="
                + folder.resolve("none")
                + ": expected a file the service may read (No such file or directory). The agent"
                + " goes on without it, and reads it as soon as it can. See docs/configuration.md.");
    assertThat(config.hasFile()).isTrue();
    assertThat(config.isFileInForce()).isFalse();
  }

  @Test
  void aFolderIsNoFile(@TempDir Path folder) {
    parse("config=" + folder);

    assertThat(problems)
        .singleElement()
        .asString()
        .startsWith("config=" + folder + ": expected a file the service may read (Not a regular");
  }

  @Test
  void aFileThatIsNoneOfPropertiesIsReported(@TempDir Path folder) throws IOException {
    String file = file(folder, "slow-query=3s", "app=\\u12");

    Config config = parse("config=" + file);

    assertThat(config.slowQueryNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(1));
    assertThat(problems)
        .containsExactly(
            file
                + ": expected a properties file in UTF-8 (Malformed \\uxxxx encoding.). What has"
                + " been in force stays. See docs/configuration.md.");
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstKey(@TempDir Path folder) throws IOException {
    assertThat(parse("config=" + file(folder, "\uFEFFport=1")).port().first).isEqualTo(1);
    assertThat(problems).isEmpty();
  }

  @Test
  void whatIsInForceIsToldWithItsOriginAndWithoutSecrets(@TempDir Path folder) throws IOException {
    String file = file(folder, "max-series=20", "sentry-dsn=https://key@sentry.example.com/1");
    systemProperties.setProperty("tacho.slow-request", "2s");
    environment.put("TACHO_APP", "orders");
    environment.put("PERF_ERROR_RATE", "2%");

    Map<String, String> told = new HashMap<>();
    for (Setting setting : parse("port=1,config=" + file).settings()) {
      told.put(setting.key(), setting.shownValue() + " by " + setting.origin());
    }

    assertThat(told)
        .containsEntry("port", "1 by agent argument")
        .containsEntry("slow-request", "2s by system property tacho.slow-request")
        .containsEntry("app", "orders by environment TACHO_APP")
        .containsEntry("max-error-ratio", "2% by environment PERF_ERROR_RATE")
        .containsEntry("max-series", "20 by " + file)
        .containsEntry("sentry-dsn", "*** by " + file)
        .containsEntry("slow-query", "1s by default")
        .containsEntry("alert-webhook", " by default");
  }

  @Test
  void criticalQueriesAreSlowOnesToo() {
    Config config = parse("slow-query=2s,critical-query=500ms");

    assertThat(config.slowQueryNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(2));
    assertThat(config.criticalQueryNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(2));
    assertThat(problems)
        .containsExactly(
            "critical-query: expected at least slow-query. It is raised to that. See"
                + " docs/configuration.md.");
  }

  @Test
  void argumentWinsOverSystemProperty() {
    systemProperties.setProperty("tacho.port", "2");
    environment.put("TACHO_PORT", "3");

    assertThat(parse("port=1").port().first).isEqualTo(1);
    assertThat(problems).isEmpty();
  }

  @Test
  void systemPropertyWinsOverEnvironment() {
    systemProperties.setProperty("tacho.slow-query", "2s");
    environment.put("TACHO_SLOW_QUERY", "3s");

    assertThat(parse("").slowQueryNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(2));
    assertThat(problems).isEmpty();
  }

  @Test
  void environmentWinsOverDefault() {
    environment.put("TACHO_SLOW_QUERY", "3s");

    assertThat(parse("").slowQueryNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(3));
    assertThat(problems).isEmpty();
  }

  @Test
  void settingsOfOthersAreNotLookedAt() {
    systemProperties.setProperty("tachometer", "on");
    systemProperties.setProperty("server.port", "8080");
    environment.put("TACHOMETER", "on");
    environment.put("PORT", "8080");

    assertThat(parse("").port().first).isEqualTo(9464);
    assertThat(problems).isEmpty();
  }

  @Test
  void blanksAroundKeysAndValuesDoNotMatter() {
    systemProperties.setProperty("tacho.app", " orders ");

    Config config = parse(" port = 9999 , slow-query = 2s ,");

    assertThat(config.port().first).isEqualTo(9999);
    assertThat(config.slowQueryNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(2));
    assertThat(config.app()).isEqualTo("orders");
    assertThat(problems).isEmpty();
  }

  @Test
  void quotedValueMayHoldCommas() {
    Config config = parse("app=\"orders, returns = all\",port=1");

    assertThat(config.app()).isEqualTo("orders, returns = all");
    assertThat(config.port().first).isEqualTo(1);
    assertThat(problems).isEmpty();
  }

  @Test
  void unknownArgumentIsReportedWithTheNearestKey() {
    parse("slow-querry=2s");

    assertThat(problems)
        .containsExactly(
            "slow-querry: unknown option, did you mean slow-query? It is ignored."
                + " See docs/configuration.md.");
  }

  @Test
  void unknownSystemPropertyIsReportedUnderItsOwnName() {
    systemProperties.setProperty("tacho.prot", "1");

    parse("");

    assertThat(problems)
        .containsExactly(
            "tacho.prot: unknown option, did you mean port? It is ignored."
                + " See docs/configuration.md.");
  }

  @Test
  void unknownVariableIsReportedUnderItsOwnName() {
    environment.put("TACHO_MAXSERIES", "1");

    parse("");

    assertThat(problems)
        .containsExactly(
            "TACHO_MAXSERIES: unknown option, did you mean max-series? It is ignored."
                + " See docs/configuration.md.");
  }

  @Test
  void badDurationIsReportedAndTheDefaultStays() {
    Config config = parse("slow-query=fast");

    assertThat(config.slowQueryNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(1));
    assertThat(problems)
        .containsExactly(
            "slow-query=fast: expected a duration from 1ms to 1h, such as 250ms, 1s or 5m."
                + " The default 1s stays in force. See docs/configuration.md.");
  }

  @Test
  void portOutOfRangeIsReportedAndTheDefaultStays() {
    systemProperties.setProperty("tacho.port", "65536");

    Config config = parse("");

    assertThat(config.port().first).isEqualTo(9464);
    assertThat(problems)
        .containsExactly(
            "tacho.port=65536: expected a port from 0 to 65535, or a range such as 9464-9479."
                + " The default 9464 stays in force. See docs/configuration.md.");
  }

  @Test
  void portThatIsNoNumberIsReportedAndTheDefaultStays() {
    environment.put("TACHO_PORT", "94x4");

    Config config = parse("");

    assertThat(config.port().first).isEqualTo(9464);
    assertThat(problems)
        .containsExactly(
            "TACHO_PORT=94x4: expected a port from 0 to 65535, or a range such as 9464-9479."
                + " The default 9464 stays in force. See docs/configuration.md.");
  }

  @Test
  void hostsOfNamedServicesGetTheRequestIdUnlessPropagateToIsGiven() {
    HostPatterns byDefault = parse("services=billing:8080:b;*.internal:i;*:rest").propagateTo();

    assertThat(byDefault.contains("billing")).isTrue();
    assertThat(byDefault.contains("orders.internal")).isTrue();
    assertThat(byDefault.contains("localhost")).isTrue();
    assertThat(byDefault.contains("api.stripe.com")).as("whom a lone * names").isFalse();
    HostPatterns given = parse("services=billing:b,propagate-to=none").propagateTo();
    assertThat(given.contains("billing")).isFalse();
    assertThat(given.contains("localhost")).isFalse();
    HostPatterns all = parse("services=billing:b,propagate-to=*").propagateTo();
    assertThat(all.contains("api.stripe.com")).isTrue();
  }

  @Test
  void badNamesAndPathsOfServicesAreReportedAndIgnored() {
    Config config = parse("services=stripe,service-paths=v1");

    assertThat(config.services().name("stripe", -1)).isNull();
    assertThat(problems)
        .containsExactly(
            "services=stripe: expected host:name or host:port:name with ; between them, such as"
                + " api.stripe.com:stripe;*.internal:internal;localhost:8081:billing."
                + " It is ignored. See docs/configuration.md.",
            "service-paths=v1: expected service:path, or a path for all services, with ; between"
                + " them, such as stripe:/v1/charges/{id};/health."
                + " It is ignored. See docs/configuration.md.");
  }

  @Test
  void badRequestIdSettingsAreReportedAndTheDefaultsStay() {
    Config config = parse("request-id=always,request-id-header=X Id,propagate-to=http://orders");

    assertThat(config.requestIdMode()).isEqualTo(RequestIdMode.ACCEPT);
    assertThat(config.requestIdHeader()).isEqualTo("X-Request-ID");
    assertThat(config.propagateTo().contains("orders")).isFalse();
    assertThat(problems)
        .containsExactly(
            "request-id=always: expected accept, generate or off."
                + " The default accept stays in force. See docs/configuration.md.",
            "request-id-header=X Id: expected the name of a header, at most 100 characters."
                + " The default X-Request-ID stays in force. See docs/configuration.md.",
            "propagate-to=http://orders: expected hosts with ; between them, such as"
                + " orders;*.example.com, or * or none."
                + " The default loopback stays in force. See docs/configuration.md.");
  }

  @Test
  void emptyTextIsReportedWhereThereIsNoDefault() {
    Config config = parse("app=");

    assertThat(config.app()).isNull();
    assertThat(problems)
        .containsExactly("app=: expected a name. It is ignored. See docs/configuration.md.");
  }

  @Test
  void emptyExcludeExcludesNothing() {
    environment.put("TACHO_EXCLUDE", "/from/the/environment");

    assertThat(texts(parse("exclude=").exclude())).isEmpty();
    assertThat(problems).isEmpty();
  }

  @Test
  void badPathPatternIsReportedAndTheDefaultStays() {
    Config config = parse("exclude=/ping;health,routes=/w/{page}.html");

    assertThat(texts(config.routes())).isEmpty();
    assertThat(texts(config.exclude())).containsExactly("/health", "/actuator/health*", "/metrics");
    assertThat(problems)
        .containsExactly(
            "exclude=/ping;health: expected paths that start with / and have ; between them, such"
                + " as /img/*;/w/{page}. The default /health;/actuator/health*;/metrics stays in"
                + " force. See docs/configuration.md.",
            "routes=/w/{page}.html: expected paths that start with / and have ; between them, such"
                + " as /img/*;/w/{page}. It is ignored. See docs/configuration.md.");
  }

  @Test
  void settingWithoutEqualsSignIsReported() {
    Config config = parse("verbose,port=1");

    assertThat(config.port().first).isEqualTo(1);
    assertThat(problems)
        .containsExactly(
            "verbose: expected key=value,key=value. It is ignored. See docs/configuration.md.");
  }

  @Test
  void unclosedQuoteIsReportedAndWhatStandsBeforeItCounts() {
    Config config = parse("port=1,app=\"orders,slow-query=2s");

    assertThat(config.port().first).isEqualTo(1);
    assertThat(config.app()).isNull();
    assertThat(problems)
        .containsExactly(
            "app=\"orders,slow-query=2s: expected a closing quote. It is ignored."
                + " See docs/configuration.md.");
  }

  @Test
  void aMistakeCostsItsOwnSettingOnly() {
    Config config = parse("port=high,slow-query=2s");

    assertThat(config.port().first).isEqualTo(9464);
    assertThat(config.slowQueryNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(2));
    assertThat(problems).hasSize(1);
  }

  @Test
  void nextSourceStepsInForAMistakeAndTheMessageDoesNotSpeakOfTheDefault() {
    environment.put("TACHO_PORT", "9999");

    assertThat(parse("port=high").port().first).isEqualTo(9999);
    assertThat(problems)
        .containsExactly(
            "port=high: expected a port from 0 to 65535, or a range such as 9464-9479. It is ignored."
                + " See docs/configuration.md.");
  }

  @Test
  void mistakeInASourceThatWouldNotWinIsReportedAsWell() {
    environment.put("TACHO_PORT", "high");

    assertThat(parse("port=9999").port().first).isEqualTo(9999);
    assertThat(problems)
        .containsExactly(
            "TACHO_PORT=high: expected a port from 0 to 65535, or a range such as 9464-9479. It is ignored."
                + " See docs/configuration.md.");
  }

  private static List<String> texts(PathPatterns patterns) {
    return IntStream.range(0, patterns.size()).mapToObj(patterns::text).toList();
  }

  private static String file(Path folder, String... lines) throws IOException {
    return Files.write(folder.resolve("tacho.properties"), List.of(lines)).toString();
  }

  private Config parse(String arguments) {
    return ConfigParser.parse(arguments, systemProperties, environment, problems);
  }
}
