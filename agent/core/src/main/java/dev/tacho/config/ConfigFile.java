package dev.tacho.config;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Properties;

/**
 * The configuration file as it was at one moment: {@link Properties} in UTF-8. Immutable. Read with
 * java.io, because premain must not touch java.nio.file.
 */
final class ConfigFile {
  private static final int MAX_BYTES = 256 * 1024;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  final String path;

  /** Null if the file could not be read. */
  private final byte[] content;

  /** Why the file could not be read, or null. */
  final String failure;

  /** When it was read, as Unix time. */
  final long readMillis;

  private ConfigFile(String path, byte[] content, String failure) {
    this.path = path;
    this.content = content;
    this.failure = failure;
    this.readMillis = System.currentTimeMillis();
  }

  /** Reads the file as it is now. Never throws. */
  static ConfigFile read(String path) {
    File file = new File(path);
    if (file.exists() && !file.isFile()) { // to open a pipe would wait for who writes it
      return new ConfigFile(path, null, "Not a regular file");
    }
    try (InputStream in = new FileInputStream(file)) {
      return new ConfigFile(path, contentOf(in), null);
    } catch (IOException unreadable) {
      return new ConfigFile(path, null, reason(path, unreadable));
    }
  }

  private static byte[] contentOf(InputStream in) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    byte[] buffer = new byte[4096];
    for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
      content.write(buffer, 0, length);
      if (content.size() > MAX_BYTES) {
        throw new IOException("it is larger than " + MAX_BYTES / 1024 + " KB");
      }
    }
    return content.toByteArray();
  }

  /** Java puts the path, which stands in the line anyway, before the system's reason. */
  private static String reason(String path, IOException unreadable) {
    String message = String.valueOf(unreadable.getMessage());
    boolean enclosed = message.startsWith(path + " (") && message.endsWith(")");
    return enclosed ? message.substring(path.length() + 2, message.length() - 1) : message;
  }

  /** Whether both say the same, or neither could be read for the same reason. */
  boolean saysTheSameAs(ConfigFile other) {
    return Arrays.equals(content, other.content)
        && (failure == null ? other.failure == null : failure.equals(other.failure));
  }

  /**
   * The settings by key; none if it could not be read.
   *
   * @throws IOException if it is no properties file
   */
  Properties settings() throws IOException {
    Properties settings = new Properties();
    if (content != null) {
      Reader text =
          new InputStreamReader(new ByteArrayInputStream(content), StandardCharsets.UTF_8);
      try {
        settings.load(withoutMark(text));
      } catch (IllegalArgumentException malformed) {
        throw new IOException(malformed.getMessage(), malformed);
      }
    }
    return settings;
  }

  /** Editors of some systems begin a file with it, and it is no part of the first key. */
  private static Reader withoutMark(Reader text) throws IOException {
    PushbackReader pushback = new PushbackReader(text);
    int first = pushback.read();
    if (first >= 0 && first != BYTE_ORDER_MARK) {
      pushback.unread(first);
    }
    return pushback;
  }
}
