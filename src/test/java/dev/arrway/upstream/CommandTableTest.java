package dev.arrway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrway.app.UpstreamCatalog;
import dev.arrway.kind.arr.LibrarySink;
import dev.arrway.platform.http.Deadline;
import dev.arrway.protocol.Command;
import dev.arrway.protocol.Reply;
import dev.arrway.upstream.radarr.RadarrUpstream;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandTableTest {
  private sealed interface Order extends Command<Reply.Done> {}

  private record Open() implements Order {}

  private record Close(int times) implements Order {}

  private interface Gate {}

  private static CommandTable.Builder<Gate> gates() {
    return CommandTable.of(Gate.class)
        .on(Open.class, (gate, command, ask) -> Future.succeededFuture(new Reply.Done()));
  }

  private static CommandTable whole() {
    return gates()
        .on(Close.class, (gate, command, ask) -> Future.succeededFuture(new Reply.Done()))
        .coalesced(Close.class)
        .bypassingMailbox(Open.class)
        .needing(Map.class)
        .covering(Order.class);
  }

  private static CommandCall call(StoragePorts ports) {
    InstanceSpec spec =
        TestActors.spec(
            1, "gate", "http://127.0.0.1:1", dev.arrway.platform.config.Secret.of("key"));
    return new CommandCall(
        new Ask(Deadline.NONE, false),
        spec,
        ports,
        () -> {
          throw new AssertionError("nobody asked for the vital signs");
        });
  }

  @Test
  void aTableThatLacksACommandOfItsFamilyIsRefused() {
    assertThatThrownBy(() -> gates().covering(Order.class))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Close has no handler");
  }

  @Test
  void twoKindsWithTheSameCommandAreRefused() {
    assertThatThrownBy(() -> CommandTable.merged(List.of(whole(), whole())))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("has two handlers");
  }

  @Test
  void flagsBeforeTheirHandlersAndSecondHandlersAreRefused() {
    assertThatThrownBy(() -> CommandTable.of(Gate.class).coalesced(Open.class))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Open has no handler to flag");
    assertThatThrownBy(() -> CommandTable.of(Gate.class).bypassingMailbox(Open.class))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(
            () -> gates().on(Open.class, (gate, command, ask) -> Future.succeededFuture()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Open has two handlers");
  }

  @Test
  void flagsAreThoseOfTheCommand() {
    CommandTable table = CommandTable.merged(List.of(UpstreamCommands.TABLE, whole()));
    assertThat(table.isCoalesced(new Close(1))).isTrue();
    assertThat(table.isCoalesced(new Open())).isFalse();
    assertThat(table.bypassesMailbox(new Open())).isTrue();
    assertThat(table.bypassesMailbox(new Close(1))).isFalse();
  }

  @Test
  void aStoragePortThatNoFeatureImplementsIsNamedBeforeAnInstanceStarts() {
    UpstreamFleet fleet = fleet(StoragePorts.NONE);
    assertThatThrownBy(() -> fleet.prepare(List.of(new RadarrUpstream())))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no feature implements " + LibrarySink.class.getName());
    fleet(new RecordingMemory().ports()).prepare(UpstreamCatalog.standard().all());
  }

  private static UpstreamFleet fleet(StoragePorts ports) {
    return new UpstreamFleet(
        null, new UpstreamRuntime(null, null, InstanceObserver.NONE, ports), type -> null);
  }

  @Test
  void aClientOfAnotherKindIsNotAccepted() {
    UpstreamClient other = new UpstreamClientOfNothing();
    assertThat(whole().accepts(other)).isFalse();
    assertThat(UpstreamCommands.TABLE.accepts(other)).isTrue();
    assertThatThrownBy(() -> whole().apply(other, new Open(), call(StoragePorts.NONE)))
        .isInstanceOf(ClassCastException.class);
  }

  private static final class UpstreamClientOfNothing implements UpstreamClient {
    @Override
    public Future<dev.arrway.domain.upstream.ConnectionReport> test(Ask ask) {
      return Future.failedFuture("no upstream");
    }

    @Override
    public Future<dev.arrway.domain.upstream.Fingerprint> fingerprint(Ask ask) {
      return Future.failedFuture("no upstream");
    }
  }
}
