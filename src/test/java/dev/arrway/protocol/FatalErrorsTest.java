package dev.arrway.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FatalErrorsTest {
  /** As Netty's own error, which says that its limit on buffers is reached. */
  private static final class LimitOfLibrary extends OutOfMemoryError {
    private static final long serialVersionUID = 1;
  }

  @Test
  void onlyTheMachinesOwnErrorIsFatal() {
    OutOfMemoryError machine = new OutOfMemoryError("Java heap space");
    assertThat(FatalErrors.outOfMemory(new IllegalStateException(machine))).isSameAs(machine);
    assertThat(FatalErrors.outOfMemory(new LimitOfLibrary())).isNull();
    assertThat(FatalErrors.outOfMemory(new IllegalStateException(new LimitOfLibrary()))).isNull();
    assertThat(FatalErrors.outOfMemory(null)).isNull();
  }
}
