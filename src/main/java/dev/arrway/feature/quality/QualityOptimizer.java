package dev.arrway.feature.quality;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrway.feature.libraries.LibraryService;
import dev.arrway.feature.libraries.ProfileSizes;
import dev.arrway.feature.outbox.NewChange;
import dev.arrway.feature.outbox.Outbox;
import dev.arrway.feature.outbox.OutboxEntry;
import dev.arrway.upstream.InstanceClient;
import dev.arrway.upstream.InstanceDirectory;
import dev.arrway.upstream.Upstream;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keeps titles small by what profiles allow. */
public final class QualityOptimizer {
  private final ProfileObjects objects;
  private final LibraryService libraries;
  private final Outbox outbox;

  /**
   * Creates the optimizer for the instances of a directory.
   *
   * @param catalog finds a vendor by its type
   */
  public QualityOptimizer(
      InstanceDirectory directory,
      InstanceClient instances,
      Function<String, Upstream> catalog,
      LibraryService libraries,
      Outbox outbox) {
    this.objects = new ProfileObjects(directory, instances, catalog);
    this.libraries = libraries;
    this.outbox = outbox;
  }

  /**
   * What becomes of a profile.
   *
   * @param entry the change; null when nothing was asked
   */
  public record Optimized(ProfilePlan plan, @Nullable OutboxEntry entry) {}

  /**
   * Plans, for each profile, which qualities have to go for the average title to stay small, and
   * asks for it unless it is a dry run.
   *
   * @param maxSize bytes of a movie or episode, above 0
   */
  public Future<List<Optimized>> optimize(Asked asked, long maxSize, boolean dryRun) {
    return objects
        .place(asked)
        .compose(place -> planned(place, asked, maxSize))
        .compose(
            all -> {
              List<ProfilePlanner.Planned> changing =
                  all.stream().filter(one -> !dryRun && one.plan().changes()).toList();
              Future<List<OutboxEntry>> entries =
                  changing.isEmpty()
                      ? Future.succeededFuture(List.of())
                      : outbox.submitAll(
                          changing.stream().map(one -> change(asked, one.document())).toList());
              return entries.map(asking -> joined(all, changing, asking));
            });
  }

  private static NewChange change(Asked asked, ProfileDocument document) {
    return NewChange.of(
        asked.userId(),
        asked.instanceId(),
        ProfileObjects.save(document.id(), document),
        asked.traceId());
  }

  private static List<Optimized> joined(
      List<ProfilePlanner.Planned> all,
      List<ProfilePlanner.Planned> changing,
      List<OutboxEntry> entries) {
    Iterator<OutboxEntry> next = entries.iterator();
    List<Optimized> joined = new ArrayList<>();
    for (ProfilePlanner.Planned one : all) {
      joined.add(new Optimized(one.plan(), changing.contains(one) ? next.next() : null));
    }
    return List.copyOf(joined);
  }

  private Future<List<ProfilePlanner.Planned>> planned(Place place, Asked asked, long maxSize) {
    Future<List<ProfileDocument>> profiles = objects.profiles(place.instance(), asked.traceId());
    Future<List<ObjectNode>> definitions = objects.definitions(place.instance(), asked.traceId());
    Future<List<ProfileSizes>> sizes =
        libraries.sizes(asked.userId(), asked.instanceId(), asked.traceId());
    return Future.all(profiles, definitions, sizes)
        .map(
            read ->
                plans(
                    profiles.result(),
                    new ProfilePlanner(new SizeModel(place.kind(), definitions.result()), maxSize),
                    sizes.result()));
  }

  private static List<ProfilePlanner.Planned> plans(
      List<ProfileDocument> profiles, ProfilePlanner planner, List<ProfileSizes> sizes) {
    Map<Long, ProfileSizes> byProfile =
        sizes.stream().collect(Collectors.toMap(ProfileSizes::profileId, one -> one));
    return profiles.stream()
        .map(
            profile ->
                planner.plan(
                    profile, byProfile.getOrDefault(profile.id(), ProfileSizes.none(profile.id()))))
        .toList();
  }
}
