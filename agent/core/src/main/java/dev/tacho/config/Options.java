package dev.tacho.config;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Every option of the agent, in the order in which the documentation lists them. */
final class Options {
  private static final Map<String, Option<?>> all = new LinkedHashMap<>();

  private static final int MAX_TEXT = 1000;
  private static final int MAX_HEADER_NAME = 100;
  private static final long HOUR_MILLIS = 3_600_000;
  private static final long KILOBYTE = 1024;
  private static final String RATIO = "a share above 0 and below 1, such as 99.9% or 0.999";
  private static final String MILLIS = "a number of milliseconds from 1 to 3600000";
  private static final String THRESHOLD = "a duration from 1ms to 1h, such as 250ms, 1s or 5m";

  static final Option<Boolean> ENABLED =
      Option.of("enabled", "true or false", Parsers.bool())
          .beginsSection("The agent")
          .orElse("true")
          .alias("PROMETHEUS_ENABLED")
          .reloadable()
          .describedAs(
              "`false` at the start leaves the service as if the agent were not there: nothing is"
                  + " woven, nothing listens. Later it is the kill switch: nothing is measured any"
                  + " more, and what is woven asks one field (docs/kill-switch.md).");
  static final Option<Boolean> UNWEAVE =
      Option.of("unweave", "true or false", Parsers.bool())
          .orElse("false")
          .reloadable()
          .describedAs(
              "With `enabled=false` while the service runs: gives all classes their own code back,"
                  + " too. Off by default, because the JVM stops the service for a moment to do it,"
                  + " and what it had compiled of those classes is compiled anew.");
  static final Option<String> CONFIG =
      text("config", "the path of a file the service may read")
          .describedAs(
              "A file with any of the other options, a line `key=value` each, in UTF-8 and the format"
                  + " of `java.util.Properties`. It is looked at every second: a change takes effect"
                  + " within 5 s. It need not be there at the start.");
  static final Option<String> BIND =
      Option.of("bind", "an address or a host name of this machine, or loopback", Parsers.host())
          .beginsSection("The endpoint")
          .orElse("0.0.0.0")
          .describedAs(
              "Where the endpoint listens: `0.0.0.0` is all interfaces, of IPv6 too; `loopback`"
                  + " serves this machine only.");
  static final Option<PortRange> PORT =
      Option.of("port", PortRange.EXPECTED, Parsers.ports())
          .orElse("9464")
          .describedAs(
              "Port of the endpoint. Of a range the first free one is taken, for several services on"
                  + " one machine; 0 takes any free one. `port-file` then tells which.");
  static final Option<String> PATH =
      Option.of("path", Parsers.PATH_EXPECTED, Parsers.path())
          .orElse("/metrics")
          .alias("METRICS_ENDPOINT")
          .describedAs(
              "Path of the metrics. `PATH/statements` and `PATH/summary` are below it; `/-/healthy`"
                  + " and `/-/ready` stay where they are.");
  static final Option<SummaryAccess> SUMMARY =
      Option.of("summary", "auto, local, public or off", Parsers.oneOf(SummaryAccess.values()))
          .orElse("auto")
          .reloadable()
          .describedAs(
              "Who sees `/metrics/summary` (docs/summary.md). `auto`: this machine, and whoever has"
                  + " the credentials of the endpoint; nobody with `environment=production`."
                  + " `local`: this machine only. `public`: whoever sees the metrics. `off`: nobody.");
  static final Option<String> AUTH_USER =
      text("auth-user", "a name")
          .orElse("prometheus")
          .describedAs(
              "The user of basic authentication, which is asked for as soon as there is a password, or"
                  + " this is set.");
  static final Option<String> AUTH_PASSWORD_FILE =
      text("auth-password-file", "a path the service may read")
          .describedAs(
              "A file with the hash of the password for basic authentication, a line made by `java"
                  + " -jar tacho-agent.jar hash-password`. It is looked at again every few seconds.");
  static final Option<String> AUTH_PASSWORD_HASH =
      Option.of(
              "auth-password-hash",
              "a line made by java -jar tacho-agent.jar hash-password",
              Parsers.text(MAX_TEXT))
          .secret()
          .describedAs(
              "The same line itself, for an environment variable. `auth-password-file` comes first.");
  static final Option<String> BEARER_TOKEN_FILE =
      text("bearer-token-file", "a path the service may read")
          .describedAs(
              "A file with a token of at least 16 visible ASCII characters, which requests have to have"
                  + " as `Authorization: Bearer TOKEN`. With a password, too, either is good. It is"
                  + " looked at again every few seconds.");
  static final Option<String> TLS_CERT =
      text("tls-cert", "a path the service may read")
          .describedAs(
              "A PEM file with the endpoint's certificate and those that lead to its authority. With"
                  + " it the endpoint speaks TLS 1.2 and 1.3 only. It is looked at again every few"
                  + " seconds.");
  static final Option<String> TLS_KEY =
      text("tls-key", "a path the service may read")
          .describedAs(
              "A PEM file with the private key of `tls-cert`, not encrypted; without it the key is"
                  + " looked for in `tls-cert`.");
  static final Option<String> TLS_CLIENT_CA =
      text("tls-client-ca", "a path the service may read")
          .describedAs(
              "A PEM file with authorities. Only clients with a valid certificate of one of them are"
                  + " let in; needs `tls-cert`.");
  static final Option<String> PORT_FILE =
      text("port-file", "a path the service may write to")
          .describedAs(
              "A file that gets the endpoint's port once the agent is ready, that is when weaving and"
                  + " the endpoint have both started. For scripts and tests.");
  static final Option<String> APP =
      text("app", "a name")
          .beginsSection("The service")
          .describedAs(
              "Name of the service in `app_info`. Without it the title in the main jar's manifest is"
                  + " taken, else the main class or jar.");
  static final Option<String> APP_VERSION =
      text("app-version", "a version")
          .describedAs(
              "Version of the service in `app_info`. Without it the version in the main jar's"
                  + " manifest is taken.");
  static final Option<String> ENVIRONMENT =
      text("environment", "a name such as production").describedAs("Environment in `app_info`.");
  static final Option<Long> SLOW_REQUEST =
      threshold("slow-request", "1s")
          .beginsSection("Thresholds and objectives")
          .alias("PERF_API_LATENCY_MS", MILLIS, Parsers.plainDuration(MILLISECONDS, 1, HOUR_MILLIS))
          .reloadable()
          .describedAs("Inbound requests that last longer count in `http_slow_requests_total`.");
  static final Option<Long> SLOW_QUERY =
      threshold("slow-query", "1s")
          .alias(
              "SLOW_QUERY_THRESHOLD_SECONDS",
              "a number of seconds from 0.1 to 10.0",
              Parsers.plainDuration(SECONDS, 0.1, 10))
          .alias("PERF_DB_QUERY_MS", MILLIS, Parsers.plainDuration(MILLISECONDS, 1, HOUR_MILLIS))
          .reloadable()
          .describedAs("Queries that last longer count in `db_slow_queries_total` as `slow`.");
  static final Option<Long> CRITICAL_QUERY =
      threshold("critical-query", "5s")
          .reloadable()
          .describedAs(
              "Queries that last longer count in `db_slow_queries_total` as `critical` too. At least"
                  + " `slow-query`: a shorter one is raised to that.");
  static final Option<Long> SLOW_EXTERNAL =
      threshold("slow-external", "1s")
          .reloadable()
          .describedAs(
              "Outbound calls that last longer count in `external_api_slow_requests_total`.");
  static final Option<Integer> N_PLUS_ONE =
      integer("n-plus-one", "10", 2, 10_000)
          .reloadable()
          .describedAs(
              "A request that runs one statement at least so many times counts in"
                  + " `http_n_plus_one_requests_total`.");
  static final Option<Long> ERROR_WINDOW =
      Option.of(
              "error-window",
              "a duration from 10s to 1h, such as 30s, 1m or 5m",
              Parsers.duration(10_000, HOUR_MILLIS))
          .orElse("1m")
          .describedAs("Sliding window of `http_error_ratio` and `cache_hit_ratio`.");
  static final Option<Double> MAX_ERROR_RATIO =
      Option.of("max-error-ratio", RATIO, Parsers.ratio())
          .orElse("5%")
          .alias("PERF_ERROR_RATE")
          .reloadable()
          .describedAs(
              "Share of requests that may fail within `error-window`. More than that, and at least"
                  + " 10 requests, is an event `error_ratio_exceeded` of the event log.");
  static final Option<Double> AVAILABILITY_OBJECTIVE =
      objective("availability-objective")
          .reloadable()
          .describedAs(
              "Share of requests that must not fail. Rules and dashboards read it from"
                  + " `tacho_objective_ratio`.");
  static final Option<Double> LATENCY_OBJECTIVE =
      objective("latency-objective")
          .reloadable()
          .describedAs(
              "Share of requests that must not take longer than `slow-request`. Rules and dashboards"
                  + " read it from `tacho_objective_ratio`.");
  static final Option<Integer> MAX_SERIES =
      integer("max-series", "1000", 10, 100_000)
          .beginsSection("Series and names")
          .reloadable()
          .describedAs(
              "Series that one metric family may have. What comes later is measured under the label"
                  + " value `_other_` and counted in `tacho_series_overflow_total`.");

  static final Option<PathPatterns> ROUTES =
      paths("routes", "")
          .reloadable()
          .describedAs(
              "Patterns of request paths, such as `/img/*;/w/{page}`. The first one that matches is the"
                  + " request's route, before whatever framework, servlet or path would tell. A `*` at"
                  + " the end stands for everything that follows (`/img/*` matches `/img`, too),"
                  + " elsewhere for anything within its segment; `{name}` stands for one segment that"
                  + " is not empty; all else is literal. A pattern is tried against the path as sent,"
                  + " without its query and `;parameters`, and where the application has a context path"
                  + " against the path within it as well.");
  static final Option<PathPatterns> EXCLUDE =
      paths("exclude", "/health;/actuator/health*;/metrics")
          .reloadable()
          .describedAs(
              "Requests that are not measured, as patterns like those of `routes`. What is given"
                  + " replaces the default; empty excludes nothing; `/` excludes the root alone.");
  static final Option<ServiceNames> SERVICES =
      Option.of("services", ServiceNames.EXPECTED, Parsers.services())
          .orElseValue(ServiceNames.NONE)
          .reloadable()
          .describedAs(
              "Names of other services, for the label `peer_service`: of hosts, as in"
                  + " `propagate-to`, or of one port of a host. The first that matches is it,"
                  + " before the built-in names of well-known services"
                  + " (docs/metrics.md#outbound-http); a host without a name stands for itself. A"
                  + " URL without a port matches 80 and 443.");
  static final Option<ServicePaths> SERVICE_PATHS =
      Option.of("service-paths", ServicePaths.EXPECTED, Parsers.servicePaths())
          .orElseValue(ServicePaths.NONE)
          .reloadable()
          .describedAs(
              "Patterns of the paths of outbound calls, like those of `routes`, for one service or"
                  + " for all. The first that matches stands in the label `operation`, as in"
                  + " `GET /v1/charges/{id}`; else it is the normalised path. A service is given as"
                  + " `peer_service` has it.");
  static final Option<String> EVENT_LOG =
      Option.of(
              "event-log",
              "a path the service may write to, or stdout, stderr or off",
              Parsers.text(MAX_TEXT))
          .beginsSection("Events")
          .orElse("off")
          .alias("SLOW_QUERY_LOG_FILE")
          .reloadable()
          .describedAs(
              "Where slow queries and requests, cases of N+1 and the like are written, one JSON"
                  + " object a line (docs/event-log.md). A file, and folders that are missing, are"
                  + " made for the service's user alone. Off by default: nothing is written to disk"
                  + " that nobody asked for.");
  static final Option<Long> EVENT_LOG_SIZE =
      Option.of(
              "event-log-size",
              "a size from 10KB to 1GB, such as 512KB or 10MB",
              Parsers.size(10 * KILOBYTE, KILOBYTE * KILOBYTE * KILOBYTE))
          .orElse("10MB")
          .reloadable()
          .describedAs(
              "The event log's file is put aside before it grows beyond this; 1KB is 1024 bytes.");
  static final Option<Integer> EVENT_LOG_BACKUPS =
      integer("event-log-backups", "5", 0, 100)
          .reloadable()
          .describedAs("How many of those are kept, as `FILE.1`, the newest, to `FILE.5`.");
  static final Option<String> ALERT_WEBHOOK =
      Option.of(
              "alert-webhook",
              "a URL such as https://alerts.example.com/hook, without user and password",
              Parsers.url(MAX_TEXT, false))
          .secret()
          .describedAs(
              "Gets a POST with the record of each critical query, 10 a minute at most, whether"
                  + " there is an event log or not. No message shows the value.");
  static final Option<String> SENTRY_DSN =
      Option.of(
              "sentry-dsn",
              "a DSN such as https://key@sentry.example.com/1",
              Parsers.url(MAX_TEXT, true))
          .secret()
          .describedAs(
              "Critical queries become events of this Sentry project, 10 a minute at most, whether"
                  + " there is an event log or not. No message shows the value.");
  static final Option<RequestIdMode> REQUEST_ID =
      Option.of("request-id", "accept, generate or off", Parsers.oneOf(RequestIdMode.values()))
          .beginsSection("Ids of requests")
          .orElse("accept")
          .reloadable()
          .describedAs(
              "Whether requests have an id. It stands in the response's header, in the request"
                  + " attribute `tacho.request_id` and in the logging context (`request_id`), and"
                  + " goes out with calls to `propagate-to`. `accept` takes the caller's if it has 1"
                  + " to 128 characters of `A-Z a-z 0-9 . _ : / + = -`, else makes one; `generate`"
                  + " always makes one, for services that strangers call.");
  static final Option<String> REQUEST_ID_HEADER =
      Option.of(
              "request-id-header",
              "the name of a header, at most 100 characters",
              Parsers.token(MAX_HEADER_NAME))
          .orElse("X-Request-ID")
          .reloadable()
          .describedAs("Header that carries the id, in both directions.");
  static final Option<HostPatterns> PROPAGATE_TO =
      Option.of(
              "propagate-to",
              "hosts with ; between them, such as orders;*.example.com, or * or none",
              Parsers.hosts())
          .orElse("loopback")
          .reloadable()
          .describedAs(
              "Hosts that get the id of the request in progress with outbound calls of"
                  + " the JDK's clients, OkHttp and Apache HttpClient, unless the service sets the header"
                  + " itself. `loopback` stands for localhost, 127.0.0.0/8 and ::1. Where nothing is"
                  + " given, the hosts that"
                  + " `services` names get it, too, but for a lone `*`. Strangers get none: an id"
                  + " tells them which of their calls belong together.");

  static final Option<MethodPatterns> METHODS =
      Option.of("methods", MethodPatterns.EXPECTED, Parsers.methods())
          .beginsSection("Methods")
          .orElseValue(MethodPatterns.NONE)
          .describedAs(
              "Methods to measure besides what the agent knows (docs/methods.md), such as"
                  + " `com.acme.Billing.charge=external:stripe;com.acme.Reports.*=job`, each under"
                  + " the metrics of its kind. `*` stands for any characters of a method's name,"
                  + " and at the end of the class for any characters of its name. A pattern that is"
                  + " none is said and left out.");

  private Options() {}

  static Option<?> byKey(String key) {
    return all.get(key);
  }

  /** The option that has {@code name} in the environment, aliases not counted; null if none has. */
  static Option<?> byVariable(String name) {
    for (Option<?> option : all.values()) {
      if (option.variable().equals(name)) {
        return option;
      }
    }
    return null;
  }

  static Iterable<Option<?>> all() {
    return Collections.unmodifiableList(new ArrayList<>(all.values()));
  }

  /** The declared key with the fewest edits to {@code key}. */
  static String nearestKey(String key) {
    String nearest = null;
    int fewest = Integer.MAX_VALUE;
    for (String candidate : all.keySet()) {
      int edits = editDistance(key, candidate);
      if (edits < fewest) {
        fewest = edits;
        nearest = candidate;
      }
    }
    return nearest;
  }

  /** Levenshtein's distance, one row at a time. */
  private static int editDistance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }

  private static Option.Builder<Integer> integer(String key, String defaultText, int min, int max) {
    String expected = "an integer from " + min + " to " + max;
    return Option.of(key, expected, Parsers.integer(min, max)).orElse(defaultText);
  }

  private static Option.Builder<String> text(String key, String expected) {
    return Option.of(key, expected, Parsers.text(MAX_TEXT));
  }

  private static Option.Builder<PathPatterns> paths(String key, String defaultText) {
    return Option.of(key, PathPatterns.EXPECTED, Parsers.paths())
        .orElse(defaultText)
        .orElseValue(PathPatterns.NONE);
  }

  private static Option.Builder<Long> threshold(String key, String defaultText) {
    return Option.of(key, THRESHOLD, Parsers.duration(1, HOUR_MILLIS)).orElse(defaultText);
  }

  private static Option.Builder<Double> objective(String key) {
    return Option.of(key, RATIO, Parsers.ratio()).orElse("99.9%");
  }

  static <T> Option<T> add(Option<T> option) {
    all.put(option.key, option);
    return option;
  }
}
