package dev.tacho.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The configuration in force: immutable, parsed once, read by everybody. Nothing else in the agent
 * reads arguments, system properties or the environment for options.
 */
public final class Config {
  /** What somebody gave; the rest has its default. */
  private final Map<Option<?>, Setting> given;

  /** Null if none is configured. */
  private final ConfigFile file;

  private final boolean fileAccepted;

  /**
   * @param file as it was read, or null if none is configured
   * @param fileAccepted whether it could be read, and nothing in it was refused
   */
  Config(Map<Option<?>, Setting> given, ConfigFile file, boolean fileAccepted) {
    this.given = new HashMap<>(given);
    this.file = file;
    this.fileAccepted = fileAccepted;
  }

  /** The same values, with the file as it was read now. */
  Config with(ConfigFile readNow, boolean accepted) {
    return new Config(given, readNow, accepted);
  }

  /** The settings that somebody gave, in no order. */
  Iterable<Setting> given() {
    return given.values();
  }

  /** Whether somebody gave the option a value. */
  boolean has(Option<?> option) {
    return given.containsKey(option);
  }

  /** The setting in force. */
  Setting setting(Option<?> option) {
    Setting setting = given.get(option);
    return setting == null ? Setting.ofDefault(option) : setting;
  }

  /** All options with what is in force, in the order of the documentation. */
  public List<Setting> settings() {
    List<Setting> settings = new ArrayList<>();
    for (Option<?> option : Options.all()) {
      settings.add(setting(option));
    }
    return settings;
  }

  /** How many options somebody gave a value. */
  public int settingsGiven() {
    return given.size();
  }

  /** What is in force and was not before, for a log: {@code key=value, key=value}. */
  String changesSince(Config before) {
    StringBuilder changes = new StringBuilder();
    for (Setting setting : settings()) {
      if (!setting.hasValueOf(before.setting(setting.option))) {
        changes.append(changes.length() == 0 ? "" : ", ").append(setting);
      }
    }
    return changes.toString();
  }

  /** The watched file when it was last read; null if none is configured. */
  ConfigFile file() {
    return file;
  }

  public boolean hasFile() {
    return file != null;
  }

  /** Whether the file could be read, and all that it says is in force. */
  public boolean isFileInForce() {
    return fileAccepted;
  }

  /** When the file was last read anew, as Unix time. Not to be called without a file. */
  public long fileReadMillis() {
    return file.readMillis;
  }

  public boolean enabled() {
    return get(Options.ENABLED);
  }

  /** Whether classes get their own code back while the agent is not {@link #enabled}. */
  public boolean unweave() {
    return get(Options.UNWEAVE);
  }

  /** An address, the name of a host, or {@code loopback}. */
  public String bind() {
    return get(Options.BIND);
  }

  public PortRange port() {
    return get(Options.PORT);
  }

  /** The path of the metrics; with a slash in front and none at the end. */
  public String path() {
    return get(Options.PATH);
  }

  public String authUser() {
    return get(Options.AUTH_USER);
  }

  /** Whether the operator gave one. */
  public boolean hasAuthUser() {
    return has(Options.AUTH_USER);
  }

  /** Null if not configured. */
  public String authPasswordFile() {
    return get(Options.AUTH_PASSWORD_FILE);
  }

  /** A secret; null if not configured. */
  public String authPasswordHash() {
    return get(Options.AUTH_PASSWORD_HASH);
  }

  /** Null if not configured. */
  public String bearerTokenFile() {
    return get(Options.BEARER_TOKEN_FILE);
  }

  /** Null if the endpoint speaks plain HTTP. */
  public String tlsCert() {
    return get(Options.TLS_CERT);
  }

  /** Null if the key is in the certificate's file. */
  public String tlsKey() {
    return get(Options.TLS_KEY);
  }

  /** Null if clients need no certificate. */
  public String tlsClientCa() {
    return get(Options.TLS_CLIENT_CA);
  }

  public SummaryAccess summary() {
    return get(Options.SUMMARY);
  }

  /** Null if nobody asked for one. */
  public String portFile() {
    return get(Options.PORT_FILE);
  }

  /** Null if not configured. */
  public String app() {
    return get(Options.APP);
  }

  /** Null if not configured. */
  public String appVersion() {
    return get(Options.APP_VERSION);
  }

  /** Null if not configured. */
  public String environment() {
    return get(Options.ENVIRONMENT);
  }

  public long slowRequestNanos() {
    return get(Options.SLOW_REQUEST);
  }

  public long slowQueryNanos() {
    return get(Options.SLOW_QUERY);
  }

  /** At least {@link #slowQueryNanos}. */
  public long criticalQueryNanos() {
    return Math.max(get(Options.CRITICAL_QUERY), slowQueryNanos());
  }

  /** Whether {@code critical-query} is shorter than {@code slow-query}, and not in force. */
  boolean criticalBelowSlow() {
    return get(Options.CRITICAL_QUERY) < slowQueryNanos();
  }

  public long slowExternalNanos() {
    return get(Options.SLOW_EXTERNAL);
  }

  /** The window of the ratios that are shown over a sliding window. */
  public long errorWindowNanos() {
    return get(Options.ERROR_WINDOW);
  }

  /** The share of failed requests, above 0 and below 1, that is worth an event. */
  public double maxErrorRatio() {
    return get(Options.MAX_ERROR_RATIO);
  }

  /** A share, above 0 and below 1. */
  public double availabilityObjective() {
    return get(Options.AVAILABILITY_OBJECTIVE);
  }

  /** A share, above 0 and below 1. */
  public double latencyObjective() {
    return get(Options.LATENCY_OBJECTIVE);
  }

  public int maxSeries() {
    return get(Options.MAX_SERIES);
  }

  /** The text of the pattern that matches a request is its route. */
  public PathPatterns routes() {
    return get(Options.ROUTES);
  }

  /** Requests that match are not measured. */
  public PathPatterns exclude() {
    return get(Options.EXCLUDE);
  }

  /** How often a request has to run one statement to be a case of N+1; at least 2. */
  public int nPlusOne() {
    return get(Options.N_PLUS_ONE);
  }

  /** A path, {@code stdout}, {@code stderr} or {@code off}. */
  public String eventLog() {
    return get(Options.EVENT_LOG);
  }

  public boolean hasEventLog() {
    return !"off".equalsIgnoreCase(eventLog());
  }

  /** Whether the event log is written to the same place in the same way. */
  public boolean hasEventLogOf(Config other) {
    return eventLog().equals(other.eventLog())
        && eventLogSize() == other.eventLogSize()
        && eventLogBackups() == other.eventLogBackups();
  }

  /** Whether anything becomes of events: a log, or somebody to alert. */
  public boolean keepsEvents() {
    return hasEventLog() || alertWebhook() != null || sentryDsn() != null;
  }

  /** The size in bytes beyond which the event log's file does not grow. */
  public long eventLogSize() {
    return get(Options.EVENT_LOG_SIZE);
  }

  /** How many files of the event log are kept besides the one that is written. */
  public int eventLogBackups() {
    return get(Options.EVENT_LOG_BACKUPS);
  }

  /** The URL, which is a secret; null if not configured. */
  public String alertWebhook() {
    return get(Options.ALERT_WEBHOOK);
  }

  /** The DSN, which is a secret; null if not configured. */
  public String sentryDsn() {
    return get(Options.SENTRY_DSN);
  }

  public RequestIdMode requestIdMode() {
    return get(Options.REQUEST_ID);
  }

  /** The name of the header that carries a request's id, inbound and outbound. */
  public String requestIdHeader() {
    return get(Options.REQUEST_ID_HEADER);
  }

  /**
   * The hosts that get the id of the request in progress with an outbound call: those that the
   * operator gave, else the default and those of the services that have a name.
   */
  public HostPatterns propagateTo() {
    HostPatterns hosts = get(Options.PROPAGATE_TO);
    return has(Options.PROPAGATE_TO) ? hosts : hosts.with(services().hostPatterns());
  }

  /** What the operator calls other services. */
  public ServiceNames services() {
    return get(Options.SERVICES);
  }

  /** The text of the pattern that matches an outbound call is the path of its operation. */
  public ServicePaths servicePaths() {
    return get(Options.SERVICE_PATHS);
  }

  /** The methods that are measured besides what the agent knows. */
  public MethodPatterns methods() {
    return get(Options.METHODS);
  }

  @SuppressWarnings("unchecked") // a value is stored only under the option that parsed it
  private <T> T get(Option<T> option) {
    Setting setting = given.get(option);
    return setting == null ? option.defaultValue : (T) setting.value;
  }
}
