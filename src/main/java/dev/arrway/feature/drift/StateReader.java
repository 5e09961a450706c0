package dev.arrway.feature.drift;

import dev.arrway.domain.arr.ArrObject;
import dev.arrway.domain.arr.SystemStatus;
import dev.arrway.domain.upstream.Fingerprint;
import dev.arrway.kind.arr.ArrCommand;
import dev.arrway.kind.arr.ArrReply;
import dev.arrway.protocol.CallContext;
import dev.arrway.protocol.CallPurpose;
import dev.arrway.protocol.Command;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.protocol.Reply;
import dev.arrway.upstream.Instance;
import dev.arrway.upstream.InstanceClient;
import dev.arrway.upstream.InstanceDirectory;
import dev.arrway.upstream.UpstreamCommand;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A reader of the present configuration of an instance. */
final class StateReader {
  private static final List<ArrObject> KINDS =
      List.of(
          ArrObject.TAG,
          ArrObject.CUSTOM_FORMAT,
          ArrObject.QUALITY_PROFILE,
          ArrObject.ROOT_FOLDER,
          ArrObject.NAMING,
          ArrObject.MEDIA_MANAGEMENT);

  /** Somebody may be editing while parts of a long list are read. */
  private static final int TRIES = 5;

  private final InstanceDirectory directory;
  private final InstanceClient instances;

  StateReader(InstanceDirectory directory, InstanceClient instances) {
    this.directory = directory;
    this.instances = instances;
  }

  /** Returns a user's instance; fails with {@code not_found}. */
  Future<Instance> mine(long owner, long instanceId) {
    try {
      return Future.succeededFuture(directory.mine(owner, instanceId));
    } catch (FailureException e) {
      return Future.failedFuture(e);
    }
  }

  /** Returns the context of a reading that its user waits for. */
  static CallContext waitedFor(long owner, String trace) {
    return CallContext.user(owner, trace).withPurpose(CallPurpose.INSPECTION);
  }

  /** Returns the context of a reading that nobody waits for. */
  static CallContext unattended(long owner, String trace) {
    return CallContext.background(owner, trace).withPurpose(CallPurpose.INSPECTION);
  }

  /** Reads everything; fails with {@code not_found}, or as the instance does. */
  Future<SeenState> read(CallContext context, long instanceId) {
    return mine(context.userId(), instanceId)
        .compose(
            instance ->
                ask(instance, context, new ArrCommand.GetStatus())
                    .map(ArrReply.Status::status)
                    .compose(status -> documents(instance, context, status))
                    .recover(
                        cause ->
                            is(cause, FailureCode.NOT_SUPPORTED)
                                ? facts(instance, context)
                                : Future.failedFuture(cause)));
  }

  private Future<SeenState> documents(Instance instance, CallContext context, SystemStatus status) {
    List<Future<List<Map<String, Object>>>> all =
        KINDS.stream().map(kind -> objects(instance, context, kind)).toList();
    return Future.all(all)
        .map(
            done -> {
              Map<ArrObject, List<Map<String, Object>>> documents = new EnumMap<>(ArrObject.class);
              Map<String, Integer> counts = new TreeMap<>();
              for (int i = 0; i < KINDS.size(); i++) {
                documents.put(KINDS.get(i), all.get(i).result());
                if (KINDS.get(i) != ArrObject.NAMING
                    && KINDS.get(i) != ArrObject.MEDIA_MANAGEMENT) {
                  counts.put(KINDS.get(i).wireName() + "s", all.get(i).result().size());
                }
              }
              return new SeenState(status.version(), status, documents, Map.of(), counts);
            });
  }

  /** A server that has no such objects has none that could change. */
  private Future<List<Map<String, Object>>> objects(
      Instance instance, CallContext context, ArrObject kind) {
    return parts(instance, context, kind, new ArrayList<>(), "", TRIES)
        .recover(
            cause ->
                is(cause, FailureCode.UPSTREAM_NOT_FOUND)
                    ? Future.succeededFuture(List.of())
                    : Future.failedFuture(cause));
  }

  private Future<List<Map<String, Object>>> parts(
      Instance instance,
      CallContext context,
      ArrObject kind,
      List<Map<String, Object>> soFar,
      String digest,
      int tries) {
    return ask(instance, context, new ArrCommand.GetObjectPart(kind, soFar.size()))
        .compose(
            part -> {
              if (!soFar.isEmpty() && !part.digest().equals(digest)) {
                return tries > 0
                    ? parts(instance, context, kind, new ArrayList<>(), "", tries - 1)
                    : Future.failedFuture(
                        FailureException.of(
                            FailureCode.UPSTREAM_UNEXPECTED,
                            "The " + kind.wireName() + "s change faster than they can be read."));
              }
              part.documents().forEach(one -> soFar.add(SeenState.document(one)));
              return soFar.size() < part.total() && !part.documents().isEmpty()
                  ? parts(instance, context, kind, soFar, part.digest(), tries)
                  : Future.succeededFuture(List.copyOf(soFar));
            });
  }

  private Future<SeenState> facts(Instance instance, CallContext context) {
    return ask(instance, context, new UpstreamCommand.GetFingerprint())
        .map(
            reply -> {
              Fingerprint print = reply.fingerprint();
              return new SeenState(print.version(), null, Map.of(), print.facts(), print.counts());
            });
  }

  private <R extends Reply> Future<R> ask(
      Instance instance, CallContext context, Command<R> command) {
    return instances.ask(context, instance.id(), command);
  }

  private static boolean is(Throwable cause, FailureCode code) {
    return cause instanceof FailureException known && known.failure().code() == code;
  }
}
