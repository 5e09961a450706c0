package dev.arrway.protocol;

import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/**
 * The reaction to errors after which a process cannot be trusted any more. A process that has run
 * out of memory may have lost any of its threads and locks, so it ends at once and its supervisor
 * starts it again, instead of standing there without answering.
 */
public final class FatalErrors {
  /**
   * The exit code after an {@link OutOfMemoryError}: that of {@code -XX:+ExitOnOutOfMemoryError}.
   */
  public static final int EXIT_CODE = 3;

  private static final int MOST_CAUSES = 20;

  private FatalErrors() {}

  /**
   * Halts the process when an exception is, or was caused by, an {@link OutOfMemoryError} of the
   * Java virtual machine. Netty's own subclass is ignored: it only means that Netty's limit on
   * buffers is reached, after which Netty closes the connection concerned.
   */
  public static void haltIfFatal(@Nullable Throwable thrown) {
    OutOfMemoryError error = outOfMemory(thrown);
    if (error != null) {
      halt(error);
    }
  }

  /**
   * Returns the {@link OutOfMemoryError} of the Java virtual machine among an exception and its
   * causes, or null.
   */
  static @Nullable OutOfMemoryError outOfMemory(@Nullable Throwable thrown) {
    Throwable each = thrown;
    for (int i = 0; each != null && i < MOST_CAUSES; i++) {
      if (each instanceof OutOfMemoryError error && each.getClass() == OutOfMemoryError.class) {
        return error;
      }
      each = each.getCause();
    }
    return null;
  }

  private static void halt(OutOfMemoryError error) {
    try {
      PrintStream console = System.err;
      console.print("Arrway ran out of memory and ends now with exit code 3 (");
      console.print(error.getMessage());
      console.println("). Give it more heap with -Xmx, or lower http.body_memory.");
      console.flush();
    } finally {
      Runtime.getRuntime().halt(EXIT_CODE);
    }
  }
}
