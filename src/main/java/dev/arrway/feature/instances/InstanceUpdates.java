package dev.arrway.feature.instances;

import dev.arrway.platform.event.EventDraft;
import dev.arrway.platform.event.EventLog;
import dev.arrway.platform.store.Database;
import dev.arrway.platform.store.SealBroken;
import dev.arrway.protocol.Failure;
import dev.arrway.upstream.Health;
import dev.arrway.upstream.HealthLadder;
import dev.arrway.upstream.HealthState;
import dev.arrway.upstream.Instance;
import dev.arrway.upstream.InstanceDirectory;
import dev.arrway.upstream.Upstream;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Changes instances, and restarts their actors where the change concerns them. */
final class InstanceUpdates {
  private final Database database;
  private final EventLog events;
  private final Function<String, Upstream> catalog;
  private final InstanceDirectory directory;
  private final InstanceSecrets secrets;
  private final InstanceActors actors;
  private final AddressCheck addresses;

  InstanceUpdates(
      Instances.Parts parts,
      InstanceDirectory directory,
      InstanceSecrets secrets,
      InstanceActors actors,
      AddressCheck addresses) {
    this.database = parts.database();
    this.events = parts.events();
    this.catalog = parts.catalog();
    this.directory = directory;
    this.secrets = secrets;
    this.actors = actors;
    this.addresses = addresses;
  }

  /**
   * An instance before and after a change.
   *
   * @param newKeys whether its actor has other secrets to use
   * @param newState whether what was known of its health is void
   */
  private record Change(
      Instance before, InstanceRows.Stored after, boolean newKeys, boolean newState) {}

  Future<Instance> change(Instance known, InstanceRequest request, boolean declared) {
    Upstream upstream = catalog.apply(known.type());
    return addressAllowed(known, upstream, request)
        .compose(
            allowed ->
                database.asUser(
                    known.ownerId(),
                    c ->
                        InstanceRows.lock(c, known.ownerId(), known.id())
                            .map(InstanceUpdates::present)
                            .compose(before -> write(c, before, upstream, request, declared))))
        .compose(this::follow);
  }

  /** Checks the address before the transaction, which must not wait for name servers. */
  private Future<Void> addressAllowed(Instance known, Upstream upstream, InstanceRequest request) {
    return request.url().isEmpty()
        ? Future.succeededFuture()
        : addresses.allowed(InstanceRules.update(known, null, upstream, request).instance());
  }

  private Future<Change> write(
      SqlConnection c,
      InstanceRows.Stored stored,
      Upstream upstream,
      InstanceRequest request,
      boolean declared) {
    Instance before = stored.instance();
    InstanceRules.Checked checked = InstanceRules.update(before, keys(stored), upstream, request);
    Instance asked = checked.instance().withDeclared(before.declared() || declared);
    Keys keys = checked.keys();
    if (declared && keys == null && asked.equals(before)) {
      return Future.succeededFuture(new Change(before, stored, false, false));
    }
    HealthState known = directory.find(before.id()).map(Instance::state).orElse(before.state());
    HealthState next = stateAfter(known, before, asked, keys != null);
    Instance after = asked.withState(next);
    byte[] sealed = keys == null ? null : secrets.seal(keys, after.ownerId(), after.id());
    return InstanceRows.update(c, after, sealed)
        .compose(updated -> InstanceRows.updateState(c, after))
        .compose(was -> events.append(c, told(after, was)))
        .compose(written -> InstanceRows.find(c, after.ownerId(), after.id()))
        .map(found -> new Change(before, present(found), keys != null, !next.equals(known)));
  }

  /** Null when they cannot be read any more; then new ones can still be given. */
  private @Nullable Keys keys(InstanceRows.Stored stored) {
    try {
      Instance i = stored.instance();
      return secrets.open(stored.credentials(), i.ownerId(), i.id());
    } catch (SealBroken e) {
      return null;
    }
  }

  /**
   * Returns the health after a change. It is reset when the address, the keys or the certificate
   * check have changed, since it was observed with the former ones.
   */
  private static HealthState stateAfter(
      HealthState known, Instance before, Instance after, boolean newKeys) {
    if (!after.enabled()) {
      return known.with(Health.DISABLED, known.lastError(), known.ladder());
    }
    boolean elsewhere =
        newKeys || !before.url().equals(after.url()) || before.verifySsl() != after.verifySsl();
    return elsewhere || !before.enabled()
        ? known.with(Health.UNKNOWN, null, HealthLadder.GROUND)
        : known;
  }

  private static List<EventDraft> told(Instance after, Optional<Health> was) {
    EventDraft updated = InstanceService.event(after, "updated");
    return was.filter(health -> health != after.state().health())
        .map(health -> List.of(updated, InstanceHealth.changed(after, health)))
        .orElse(List.of(updated));
  }

  private Future<Instance> follow(Change change) {
    InstanceRows.Stored stored = change.after();
    Instance after = stored.instance();
    if (change.newKeys() || !after.equals(change.before())) {
      InstanceService.logged("instance changed", after);
    }
    Instance now =
        directory.change(
            after.id(), known -> change.newState() ? after : after.withState(known.state()));
    boolean same =
        !change.newKeys()
            && change.before().runsLike(after)
            && actors.runs(after.id()) == after.enabled();
    return (same ? Future.<Void>succeededFuture() : actors.deployOrLog(stored))
        .map(now == null ? after : now);
  }

  Future<Void> release(Instance instance) {
    return database
        .asUser(
            instance.ownerId(),
            c ->
                InstanceRows.lock(c, instance.ownerId(), instance.id())
                    .map(stored -> present(stored).instance().withDeclared(false))
                    .compose(released -> write(c, released)))
        .map(
            written -> {
              directory.put(directory.find(instance.id()).orElse(instance).withDeclared(false));
              return null;
            });
  }

  private Future<Void> write(SqlConnection c, Instance released) {
    return InstanceRows.update(c, released, null)
        .compose(done -> events.append(c, InstanceService.event(released, "updated")));
  }

  private static InstanceRows.Stored present(Optional<InstanceRows.Stored> found) {
    return found.orElseThrow(() -> Failure.notFound("instance").asException());
  }
}
