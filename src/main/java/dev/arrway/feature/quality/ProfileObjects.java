package dev.arrway.feature.quality;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrway.domain.arr.ArrObject;
import dev.arrway.kind.arr.ArrCommand;
import dev.arrway.kind.arr.ArrReply;
import dev.arrway.kind.arr.LibraryKind;
import dev.arrway.protocol.CallContext;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.upstream.Instance;
import dev.arrway.upstream.InstanceClient;
import dev.arrway.upstream.InstanceDirectory;
import dev.arrway.upstream.Upstream;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What instances say of their profiles, and of what profiles are made of. */
final class ProfileObjects {
  private final InstanceDirectory directory;
  private final InstanceClient instances;
  private final Function<String, Upstream> catalog;

  ProfileObjects(
      InstanceDirectory directory, InstanceClient instances, Function<String, Upstream> catalog) {
    this.directory = directory;
    this.instances = instances;
    this.catalog = catalog;
  }

  /** Fails with {@code not_found}, or {@code not_supported} where there are no profiles. */
  Future<Place> place(Asked asked) {
    return Future.succeededFuture(asked)
        .map(
            it -> {
              Instance instance = directory.mine(it.userId(), it.instanceId());
              return new Place(instance, LibraryKind.of(catalog.apply(instance.type())));
            });
  }

  /** The change that creates a profile, or replaces the one with this id. */
  static ArrCommand.SaveObject save(@Nullable Long id, ProfileDocument document) {
    return new ArrCommand.SaveObject(ArrObject.QUALITY_PROFILE, id, document.text(), false);
  }

  Future<List<ProfileDocument>> profiles(Instance instance, String trace) {
    return read(instance, ArrObject.QUALITY_PROFILE, trace, ProfileDocument::parse);
  }

  Future<ProfileDocument> schema(Instance instance, String trace) {
    return read(instance, ArrObject.QUALITY_PROFILE_SCHEMA, trace, ProfileDocument::parse)
        .map(
            all ->
                all.stream()
                    .findFirst()
                    .orElseThrow(
                        () ->
                            FailureException.of(
                                FailureCode.UPSTREAM_UNEXPECTED,
                                "The upstream has no schema for profiles.")));
  }

  Future<List<ObjectNode>> languages(Instance instance, String trace) {
    return read(instance, ArrObject.LANGUAGE, trace, ProfileObjects::object);
  }

  /** Empty where the instance has none to show: sizes are then estimated without them. */
  Future<List<ObjectNode>> definitions(Instance instance, String trace) {
    return read(instance, ArrObject.QUALITY_DEFINITION, trace, ProfileObjects::object)
        .recover(
            cause ->
                cause instanceof FailureException known && absent(known.failure().code())
                    ? Future.succeededFuture(List.of())
                    : Future.failedFuture(cause));
  }

  private static boolean absent(FailureCode code) {
    return code == FailureCode.UPSTREAM_NOT_FOUND || code == FailureCode.NOT_SUPPORTED;
  }

  /**
   * Reads the profiles and leaves out those that are invalid; fails with the failure of the first
   * one when all of them are invalid.
   */
  Future<QualityService.ProfileList> readable(Instance instance, String trace) {
    return documents(instance, ArrObject.QUALITY_PROFILE, trace)
        .map(
            reply -> {
              List<QualityProfile> profiles = new ArrayList<>();
              FailureException first = null;
              for (String document : reply.documents()) {
                try {
                  profiles.add(ProfileDocument.parse(document).profile());
                } catch (FailureException e) {
                  first = first == null ? e : first;
                }
              }
              if (first != null && profiles.isEmpty()) {
                throw first;
              }
              int skipped = reply.skipped() + reply.documents().size() - profiles.size();
              return new QualityService.ProfileList(profiles, skipped);
            });
  }

  private <T> Future<List<T>> read(
      Instance instance, ArrObject kind, String trace, Function<String, T> reader) {
    return documents(instance, kind, trace)
        .map(reply -> reply.documents().stream().map(reader).toList());
  }

  private Future<ArrReply.Documents> documents(Instance instance, ArrObject kind, String trace) {
    return instances.ask(
        CallContext.user(instance.ownerId(), trace),
        instance.id(),
        new ArrCommand.GetObjects(kind));
  }

  private static ObjectNode object(String document) {
    JsonNode tree = ProfileDocument.tree(document);
    if (tree instanceof ObjectNode object) {
      return object;
    }
    throw FailureException.of(
        FailureCode.UPSTREAM_UNEXPECTED, "The upstream sent something else than objects.");
  }
}
