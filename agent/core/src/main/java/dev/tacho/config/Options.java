package dev.tacho.config;

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
  private static final String THRESHOLD = "a duration from 1ms to 1h, such as 250ms, 1s or 5m";

  static final Option<Boolean> ENABLED =
      bool(
          "enabled",
          "true",
          "`false` leaves the service as if the agent were not there: nothing is woven, nothing"
              + " listens.");
  static final Option<Integer> PORT =
      integer(
          "port",
          "9464",
          0,
          65535,
          "Port of the metrics endpoint, on all interfaces. 0 takes a free one; `port-file` then"
              + " tells which.");
  static final Option<String> PORT_FILE =
      text(
          "port-file",
          "a path the service may write to",
          "A file that gets the endpoint's port once the agent is ready, that is when weaving and"
              + " the endpoint have both started. For scripts and tests.");
  static final Option<String> APP =
      text(
          "app",
          "a name",
          "Name of the service in `app_info`. Without it the title in the main jar's manifest is"
              + " taken, else the main class or jar.");
  static final Option<String> APP_VERSION =
      text(
          "app-version",
          "a version",
          "Version of the service in `app_info`. Without it the version in the main jar's"
              + " manifest is taken.");
  static final Option<String> ENVIRONMENT =
      text("environment", "a name such as production", "Environment in `app_info`.");
  static final Option<Long> SLOW_REQUEST =
      threshold(
          "slow-request",
          "1s",
          "Inbound requests that last longer count in `http_slow_requests_total`.");
  static final Option<Long> SLOW_QUERY =
      threshold(
          "slow-query",
          "1s",
          "Queries that last longer count in `db_slow_queries_total` as `slow`.");
  static final Option<Long> CRITICAL_QUERY =
      threshold(
          "critical-query",
          "5s",
          "Queries that last longer count in `db_slow_queries_total` as `critical` too. At least"
              + " `slow-query`: a shorter one is raised to that.");
  static final Option<Long> SLOW_EXTERNAL =
      threshold(
          "slow-external",
          "1s",
          "Outbound calls that last longer count in `external_api_slow_requests_total`.");
  static final Option<Long> ERROR_WINDOW =
      add(
          new Option<>(
              "error-window",
              "1m",
              "a duration from 10s to 1h, such as 30s, 1m or 5m",
              "Sliding window of `http_error_ratio` and `cache_hit_ratio`.",
              Parsers.duration(10_000, HOUR_MILLIS),
              null));
  static final Option<Double> MAX_ERROR_RATIO =
      add(
          new Option<>(
              "max-error-ratio",
              "5%",
              RATIO,
              "Share of requests that may fail within `error-window`. More than that, and at least"
                  + " 10 requests, is an event `error_ratio_exceeded` of the event log.",
              Parsers.ratio(),
              null));
  static final Option<Double> AVAILABILITY_OBJECTIVE =
      objective(
          "availability-objective",
          "Share of requests that must not fail. Rules and dashboards read it from"
              + " `tacho_objective_ratio`.");
  static final Option<Double> LATENCY_OBJECTIVE =
      objective(
          "latency-objective",
          "Share of requests that must not take longer than `slow-request`. Rules and dashboards"
              + " read it from `tacho_objective_ratio`.");
  static final Option<Integer> MAX_SERIES =
      integer(
          "max-series",
          "1000",
          10,
          100_000,
          "Series that one metric family may have. What comes later is measured under the label"
              + " value `_other_` and counted in `tacho_series_overflow_total`.");

  static final Option<PathPatterns> ROUTES =
      paths(
          "routes",
          "",
          "Patterns of request paths, such as `/img/*;/w/{page}`. The first one that matches is the"
              + " request's route, before whatever framework, servlet or path would tell. A `*` at"
              + " the end stands for everything that follows (`/img/*` matches `/img`, too),"
              + " elsewhere for anything within its segment; `{name}` stands for one segment that"
              + " is not empty; all else is literal. A pattern is tried against the path as sent,"
              + " without its query and `;parameters`, and where the application has a context path"
              + " against the path within it as well.");
  static final Option<PathPatterns> EXCLUDE =
      paths(
          "exclude",
          "/health;/actuator/health*;/metrics",
          "Requests that are not measured, as patterns like those of `routes`. What is given"
              + " replaces the default; empty excludes nothing; `/` excludes the root alone.");
  static final Option<ServiceNames> SERVICES =
      add(
          new Option<>(
              "services",
              "",
              ServiceNames.EXPECTED,
              "Names of other services, for the label `peer_service`: of hosts, as in"
                  + " `propagate-to`, or of one port of a host. The first that matches is it,"
                  + " before the built-in names of well-known services"
                  + " (docs/metrics.md#outbound-http); a host without a name stands for itself. A"
                  + " URL without a port matches 80 and 443.",
              Parsers.services(),
              ServiceNames.NONE));
  static final Option<ServicePaths> SERVICE_PATHS =
      add(
          new Option<>(
              "service-paths",
              "",
              ServicePaths.EXPECTED,
              "Patterns of the paths of outbound calls, like those of `routes`, for one service or"
                  + " for all. The first that matches stands in the label `operation`, as in"
                  + " `GET /v1/charges/{id}`; else it is the normalised path. A service is given as"
                  + " `peer_service` has it.",
              Parsers.servicePaths(),
              ServicePaths.NONE));
  static final Option<Integer> N_PLUS_ONE =
      integer(
          "n-plus-one",
          "10",
          2,
          10_000,
          "A request that runs one statement at least so many times counts in"
              + " `http_n_plus_one_requests_total`.");
  static final Option<String> EVENT_LOG =
      add(
          new Option<>(
              "event-log",
              "off",
              "a path the service may write to, or stdout, stderr or off",
              "Where slow queries and requests, cases of N+1 and the like are written, one JSON"
                  + " object a line (docs/event-log.md). A file, and folders that are missing, are"
                  + " made for the service's user alone. Off by default: nothing is written to disk"
                  + " that nobody asked for.",
              Parsers.text(MAX_TEXT),
              null));
  static final Option<Long> EVENT_LOG_SIZE =
      add(
          new Option<>(
              "event-log-size",
              "10MB",
              "a size from 10KB to 1GB, such as 512KB or 10MB",
              "The event log's file is put aside before it grows beyond this; 1KB is 1024 bytes.",
              Parsers.size(10 * KILOBYTE, KILOBYTE * KILOBYTE * KILOBYTE),
              null));
  static final Option<Integer> EVENT_LOG_BACKUPS =
      integer(
          "event-log-backups",
          "5",
          0,
          100,
          "How many of those are kept, as `FILE.1`, the newest, to `FILE.5`.");
  static final Option<String> ALERT_WEBHOOK =
      add(
          Option.secret(
              "alert-webhook",
              "a URL such as https://alerts.example.com/hook, without user and password",
              "Gets a POST with the record of each critical query, 10 a minute at most, whether"
                  + " there is an event log or not. No message shows the value.",
              Parsers.url(MAX_TEXT, false)));
  static final Option<String> SENTRY_DSN =
      add(
          Option.secret(
              "sentry-dsn",
              "a DSN such as https://key@sentry.example.com/1",
              "Critical queries become events of this Sentry project, 10 a minute at most, whether"
                  + " there is an event log or not. No message shows the value; as an environment"
                  + " variable it stays out of the list of processes, too.",
              Parsers.url(MAX_TEXT, true)));
  static final Option<RequestIdMode> REQUEST_ID =
      add(
          new Option<>(
              "request-id",
              "accept",
              "accept, generate or off",
              "Whether requests have an id. It stands in the response's header, in the request"
                  + " attribute `tacho.request_id` and in the logging context (`request_id`), and"
                  + " goes out with calls to `propagate-to`. `accept` takes the caller's if it has 1"
                  + " to 128 characters of `A-Z a-z 0-9 . _ : / + = -`, else makes one; `generate`"
                  + " always makes one, for services that strangers call.",
              Parsers.oneOf(RequestIdMode.values()),
              null));
  static final Option<String> REQUEST_ID_HEADER =
      add(
          new Option<>(
              "request-id-header",
              "X-Request-ID",
              "the name of a header, at most 100 characters",
              "Header that carries the id, in both directions.",
              Parsers.token(MAX_HEADER_NAME),
              null));
  static final Option<HostPatterns> PROPAGATE_TO =
      add(
          new Option<>(
              "propagate-to",
              "loopback",
              "hosts with ; between them, such as orders;*.example.com, or * or none",
              "Hosts that get the id of the request in progress with outbound calls of"
                  + " the JDK's clients, OkHttp and Apache HttpClient, unless the service sets the header"
                  + " itself. `loopback` stands for localhost, 127.0.0.0/8 and ::1. Where nothing is"
                  + " given, the hosts that"
                  + " `services` names get it, too, but for a lone `*`. Strangers get none: an id"
                  + " tells them which of their calls belong together.",
              Parsers.hosts(),
              null));

  static final Option<MethodPatterns> METHODS =
      add(
          new Option<>(
              "methods",
              "",
              MethodPatterns.EXPECTED,
              "Methods to measure besides what the agent knows (docs/methods.md), such as"
                  + " `com.acme.Billing.charge=external:stripe;com.acme.Reports.*=job`, each under"
                  + " the metrics of its kind. `*` stands for any characters of a method's name,"
                  + " and at the end of the class for any characters of its name. A pattern that is"
                  + " none is said and left out.",
              Parsers.methods(),
              MethodPatterns.NONE));

  private Options() {}

  static Option<?> byKey(String key) {
    return all.get(key);
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

  private static Option<Boolean> bool(String key, String defaultText, String description) {
    return add(new Option<>(key, defaultText, "true or false", description, Parsers.bool(), null));
  }

  private static Option<Integer> integer(
      String key, String defaultText, int min, int max, String description) {
    String expected = "an integer from " + min + " to " + max;
    return add(
        new Option<>(key, defaultText, expected, description, Parsers.integer(min, max), null));
  }

  private static Option<String> text(String key, String expected, String description) {
    return add(new Option<>(key, "", expected, description, Parsers.text(MAX_TEXT), null));
  }

  private static Option<PathPatterns> paths(String key, String defaultText, String description) {
    return add(
        new Option<>(
            key,
            defaultText,
            PathPatterns.EXPECTED,
            description,
            Parsers.paths(),
            PathPatterns.NONE));
  }

  private static Option<Long> threshold(String key, String defaultText, String description) {
    return add(
        new Option<>(
            key, defaultText, THRESHOLD, description, Parsers.duration(1, HOUR_MILLIS), null));
  }

  private static Option<Double> objective(String key, String description) {
    return add(new Option<>(key, "99.9%", RATIO, description, Parsers.ratio(), null));
  }

  private static <T> Option<T> add(Option<T> option) {
    all.put(option.key, option);
    return option;
  }
}
