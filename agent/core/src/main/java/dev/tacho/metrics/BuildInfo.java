package dev.tacho.metrics;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** Version and revision of the agent, as the build wrote them down. Immutable. */
public final class BuildInfo {
  public final String version;
  public final String revision;

  private BuildInfo(String version, String revision) {
    this.version = version;
    this.revision = revision;
  }

  /** Reads what the build recorded; {@code unknown} where it recorded nothing. */
  public static BuildInfo read() {
    Properties properties = new Properties();
    try (InputStream in = BuildInfo.class.getResourceAsStream("/tacho-build.properties")) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException unreadable) {
      // A version is not worth a failure: it stays unknown.
    }
    return new BuildInfo(
        properties.getProperty("version", "unknown"),
        properties.getProperty("revision", "unknown"));
  }
}
