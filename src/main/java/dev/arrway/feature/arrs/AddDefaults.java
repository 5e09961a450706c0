package dev.arrway.feature.arrs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.arrway.domain.arr.ArrObject;
import dev.arrway.domain.arr.RootFolder;
import dev.arrway.kind.arr.ArrCommand;
import dev.arrway.kind.arr.ArrReply;
import dev.arrway.protocol.CallContext;
import dev.arrway.protocol.Failure;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a title goes for which nobody says so: the configured quality profile and root folder when
 * the instance has them, else its first ones.
 */
public final class AddDefaults {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ArrQueries queries;
  private final String profileName;
  private final String rootFolder;

  /**
   * With the configured choices.
   *
   * @param profileName empty for none
   * @param rootFolder empty for none
   */
  public AddDefaults(ArrQueries queries, String profileName, String rootFolder) {
    this.queries = queries;
    this.profileName = profileName;
    this.rootFolder = rootFolder;
  }

  /** A place within an instance. */
  public record Place(long qualityProfileId, String rootFolder) {}

  /**
   * Fills in what is not given; asks the instance for that alone.
   *
   * @return fails with {@code invalid} when the instance has no profile or no folder at all, or as
   *     it does
   */
  public Future<Place> place(
      CallContext who, long instanceId, @Nullable Long profileId, @Nullable String folder) {
    return profile(who, instanceId, profileId)
        .compose(profile -> folder(who, instanceId, folder).map(path -> new Place(profile, path)));
  }

  private Future<Long> profile(CallContext who, long instanceId, @Nullable Long given) {
    return given != null
        ? Future.succeededFuture(given)
        : queries
            .ask(who, instanceId, new ArrCommand.GetObjects(ArrObject.QUALITY_PROFILE))
            .map(reply -> profile(reply.documents().stream().map(AddDefaults::tree).toList()));
  }

  private long profile(List<JsonNode> profiles) {
    return profiles.stream()
        .filter(one -> one.path("name").asText().equalsIgnoreCase(profileName))
        .findFirst()
        .or(() -> profiles.stream().findFirst())
        .orElseThrow(
            () ->
                Failure.invalid("quality_profile_id", "is needed: the instance has no profile")
                    .asException())
        .path("id")
        .asLong();
  }

  private static JsonNode tree(String document) {
    try {
      return JSON.readTree(document);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a document is no JSON", e);
    }
  }

  private Future<String> folder(CallContext who, long instanceId, @Nullable String given) {
    return given != null
        ? Future.succeededFuture(given)
        : queries
            .ask(who, instanceId, new ArrCommand.GetRootFolders())
            .map(ArrReply.RootFolders::folders)
            .map(this::folder);
  }

  private String folder(List<RootFolder> folders) {
    return folders.stream()
        .map(RootFolder::path)
        .filter(path -> trimmed(path).equals(trimmed(rootFolder)))
        .findFirst()
        .or(() -> folders.stream().map(RootFolder::path).findFirst())
        .orElseThrow(
            () ->
                Failure.invalid("root_folder", "is needed: the instance has no root folder")
                    .asException());
  }

  private static String trimmed(String path) {
    return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
