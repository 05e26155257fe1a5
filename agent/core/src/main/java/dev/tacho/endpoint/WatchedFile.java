package dev.tacho.endpoint;

import dev.tacho.log.AgentLog;
import java.io.DataInputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A value made of files that are replaced now and then, as secrets and certificates are. Looked at
 * again every few seconds, when somebody asks. Files that can no longer be used leave the value as
 * it was, and that is said once. Any thread may ask.
 *
 * @param <T> immutable
 */
final class WatchedFile<T> {
  private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(3);
  private static final int MAX_BYTES = 1 << 20;

  /** Makes the value of what the files hold. */
  interface Reader<T> {
    /**
     * Makes it.
     *
     * @throws IOException if it cannot be made; the message says why, and shows no secret
     */
    T read(byte[][] contents) throws IOException;
  }

  private final String option;
  private final File[] files;
  private final Reader<T> reader;
  private final Consumer<String> log;

  /** What the value was made of, or could not be made of. Guarded by this, as is all below. */
  private byte[][] seen;

  private T value;
  private String complaint;
  private boolean looked;
  private long lookedNanos;

  /**
   * @param option what the operator set, for messages
   */
  WatchedFile(String option, Reader<T> reader, String... paths) {
    this(
        option,
        reader,
        new Consumer<String>() {
          @Override
          public void accept(String line) {
            AgentLog.line(line);
          }
        },
        paths);
  }

  WatchedFile(String option, Reader<T> reader, Consumer<String> log, String... paths) {
    this.option = option;
    this.reader = reader;
    this.log = log;
    this.files = new File[paths.length];
    for (int i = 0; i < paths.length; i++) {
      files[i] = new File(paths[i]);
    }
  }

  /** Returns null as long as the files have never been usable. */
  T get() {
    return get(System.nanoTime());
  }

  synchronized T get(long nowNanos) {
    if (!looked || nowNanos - lookedNanos > INTERVAL_NANOS) {
      looked = true;
      lookedNanos = nowNanos;
      look();
    }
    return value;
  }

  private void look() {
    try {
      byte[][] contents = contents();
      if (!Arrays.deepEquals(contents, seen)) {
        seen = contents;
        value = reader.read(contents);
        complaint = null;
      }
    } catch (IOException unusable) {
      complain(unusable.getMessage());
    }
  }

  private void complain(String problem) {
    if (problem.equals(complaint)) {
      return;
    }
    complaint = problem;
    log.accept(
        option
            + ": "
            + problem
            + ". "
            + (value == null ? "Nothing is served that it protects" : "What it was stays in force")
            + "; it is looked at again every few seconds. See docs/security.md.");
  }

  private byte[][] contents() throws IOException {
    byte[][] contents = new byte[files.length][];
    for (int i = 0; i < files.length; i++) {
      contents[i] = content(files[i]);
    }
    return contents;
  }

  private static byte[] content(File file) throws IOException {
    if (file.getPath().isEmpty()) {
      throw new IOException("expected the path of a file");
    }
    long length = file.length();
    if (length > MAX_BYTES) {
      throw new IOException(file + " has more than 1 MB");
    }
    byte[] content = new byte[(int) length];
    try (DataInputStream in = new DataInputStream(new FileInputStream(file))) {
      in.readFully(content);
    }
    return content;
  }
}
