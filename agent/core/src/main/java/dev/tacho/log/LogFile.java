package dev.tacho.log;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A file that is appended to, and put aside as {@code FILE.1} before it grows beyond its size. It
 * is made for the user of the service alone. That somebody took it away, or emptied it, is seen
 * within a second.
 */
public final class LogFile implements RecordOutput {
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Path path;
  private final long maxBytes;
  private final int backups;
  private final boolean hasPermissions;

  /** Null while nothing is open. The rest describes what is. */
  private FileChannel channel;

  private Object key;
  private boolean regular;
  private long size;
  private long lookedNanos;

  /**
   * @param backups how many files are kept besides the one that is written; none is fine
   */
  public LogFile(Path path, long maxBytes, int backups) {
    this.path = path.toAbsolutePath();
    this.maxBytes = maxBytes;
    this.backups = backups;
    this.hasPermissions = path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  @Override
  public void write(byte[] line, long nowNanos) throws IOException {
    if (channel != null && nowNanos - lookedNanos >= LOOK_NANOS) {
      look(nowNanos);
    }
    if (channel == null) {
      open(nowNanos);
    }
    if (regular && size > 0 && size + line.length > maxBytes) {
      reset();
      rotate();
      open(nowNanos);
    }
    append(line);
  }

  @Override
  public void reset() {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException ignored) {
        // It held no more than what has been written.
      }
      channel = null;
    }
  }

  /** Whether the open file still is the one that the path leads to, and how long it is. */
  private void look(long nowNanos) {
    try {
      BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
      if (Objects.equals(key, now.fileKey())) {
        size = now.size();
        lookedNanos = nowNanos;
        return;
      }
    } catch (IOException gone) {
      // Opening it anew will tell why, unless that works.
    }
    reset();
  }

  private void open(long nowNanos) throws IOException {
    Path parent = path.getParent();
    if (!Files.isDirectory(parent)) { // until Java 18 the next call fails on links to folders
      Files.createDirectories(parent, attributes("rwx------"));
    }
    Set<? extends OpenOption> options =
        EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    channel = FileChannel.open(path, options, attributes("rw-------"));
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    key = attributes.fileKey();
    regular = attributes.isRegularFile();
    size = attributes.size();
    lookedNanos = nowNanos;
    if (regular && size > 0 && !endsWithLine()) {
      append(new byte[] {'\n'});
    }
  }

  private FileAttribute<?>[] attributes(String permissions) {
    return hasPermissions
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  /** False after a record that a crash, or a full disk, left unfinished. */
  private boolean endsWithLine() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      file.seek(size - 1);
      return file.read() == '\n';
    }
  }

  private void rotate() throws IOException {
    if (backups == 0) {
      Files.delete(path);
      return;
    }
    for (int i = backups; i > 1; i--) {
      if (Files.exists(backup(i - 1), LinkOption.NOFOLLOW_LINKS)) {
        Files.move(backup(i - 1), backup(i), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Files.move(path, backup(1), StandardCopyOption.REPLACE_EXISTING);
  }

  private Path backup(int number) {
    return path.resolveSibling(path.getFileName() + "." + number);
  }

  private void append(byte[] line) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(line);
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      size += line.length;
    } catch (IOException full) {
      takeBack(bytes.position());
      throw full;
    }
  }

  /** Removes the beginning of a line that found no room, if nothing of others follows it. */
  private void takeBack(int written) {
    try {
      if (regular && written > 0 && channel.size() == size + written) {
        channel.truncate(size);
      }
    } catch (IOException ignored) {
      // The next one starts on a new line.
    }
  }
}
