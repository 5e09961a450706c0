package dev.arrway.sandbox.arr;

import dev.arrway.sandbox.SandboxSettings;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a simulated server remembers besides its library. The methods that change something may be
 * called from any thread; clients see the change with their next request.
 */
public final class ArrState {
  private final SandboxSettings settings;
  private final ArrVendor vendor;
  private final Instant started = Instant.now();
  private final Shelf tags = new Shelf();
  private final Shelf rootFolders = new Shelf();
  private final Shelf profiles = new Shelf();
  private final Shelf formats = new Shelf();
  private final Shelf naming = new Shelf();
  private final Shelf mediaManagement = new Shelf();
  private final Shelf definitions = new Shelf();
  private final Shelf indexers = new Shelf();
  private final Shelf exclusions = new Shelf();
  private final Shelf health = new Shelf();
  private final Shelf queue = new Shelf();
  private final Shelf history = new Shelf();
  private final Hooks hooks = new Hooks();
  private final Commands commands;
  private volatile String version;

  /** A server as it is after its set-up, with an empty library. */
  public ArrState(SandboxSettings settings, ArrVendor vendor) {
    this.settings = settings;
    this.vendor = vendor;
    this.version = settings.version().isEmpty() ? vendor.version() : settings.version();
    this.commands = new Commands(settings.commandTime());
    StateDefaults.fill(this);
  }

  /** The settings it was made with. */
  public SandboxSettings settings() {
    return settings;
  }

  /** Radarr or Sonarr. */
  public ArrVendor vendor() {
    return vendor;
  }

  /** When it was started. */
  public Instant started() {
    return started;
  }

  /** The version it says it is. */
  public String version() {
    return version;
  }

  /** As after an update. */
  public void setVersion(String value) {
    version = value;
  }

  /** The instance's name. */
  public String instanceName() {
    return settings.instanceName().isEmpty() ? vendor.appName() : settings.instanceName();
  }

  /** Tags. */
  public Shelf tags() {
    return tags;
  }

  /** Root folders, paths without a slash at the end. */
  public Shelf rootFolders() {
    return rootFolders;
  }

  /** Quality profiles. */
  public Shelf profiles() {
    return profiles;
  }

  /** How large files of each quality are expected to be. */
  public Shelf definitions() {
    return definitions;
  }

  /** Custom formats. */
  public Shelf formats() {
    return formats;
  }

  /** Naming settings: one object. */
  public Shelf naming() {
    return naming;
  }

  /** Media management settings: one object. */
  public Shelf mediaManagement() {
    return mediaManagement;
  }

  /** Indexers. */
  public Shelf indexers() {
    return indexers;
  }

  /** Titles that lists must not add. */
  public Shelf exclusions() {
    return exclusions;
  }

  /** Health issues. */
  public Shelf health() {
    return health;
  }

  /** The download queue. */
  public Shelf queue() {
    return queue;
  }

  /** History events. */
  public Shelf history() {
    return history;
  }

  /** Commands. */
  public Commands commands() {
    return commands;
  }

  /** Adds a tag or finds it; gives its id. */
  @com.google.errorprone.annotations.CanIgnoreReturnValue
  public synchronized int addTag(String label) {
    var lower = label.toLowerCase(Locale.ROOT);
    return tags.where(tag -> lower.equals(tag.getString("label")))
        .findFirst()
        .orElseGet(() -> tags.add(Wire.object("label", lower)))
        .getInteger("id");
  }

  /** Adds a root folder; gives its id. */
  @com.google.errorprone.annotations.CanIgnoreReturnValue
  public int addRootFolder(String path) {
    return rootFolders.add(Wire.object("path", path, "accessible", true)).getInteger("id");
  }

  /** Adds a quality profile that allows these qualities; gives its id. */
  @com.google.errorprone.annotations.CanIgnoreReturnValue
  public int addProfile(String name, List<String> allowed) {
    var cutoff = vendor.quality(allowed.get(allowed.size() - 1));
    var item = cutoff.name().startsWith("WEB") ? 0 : cutoff.id();
    var profile =
        Profiles.make(vendor, name, quality -> allowed.contains(quality.name()), item, formats);
    if (item == 0) {
      profile.put("cutoff", groupOf(profile, cutoff.id()));
    }
    return profiles.add(profile).getInteger("id");
  }

  private static int groupOf(JsonObject profile, int quality) {
    return profile.getJsonArray("items").stream()
        .map(JsonObject.class::cast)
        .filter(
            item ->
                item.getJsonArray("items", new JsonArray()).stream()
                    .anyMatch(inner -> ProfileRules.idOf((JsonObject) inner) == quality))
        .map(item -> item.getInteger("id"))
        .findFirst()
        .orElse(quality);
  }

  /** Renames a quality profile; does nothing when there is none. */
  public void renameProfile(int id, String name) {
    profiles.change(id, profile -> profile.put("name", name));
  }

  /** Adds a custom format, with score 0 in every profile; gives its id. */
  @com.google.errorprone.annotations.CanIgnoreReturnValue
  public int addFormat(String name) {
    return addFormat(StateDefaults.format(name)).getInteger("id");
  }

  /** Adds a custom format, with score 0 in every profile; gives it with its id. */
  @com.google.errorprone.annotations.CanIgnoreReturnValue
  public JsonObject addFormat(JsonObject body) {
    var whole = StateDefaults.format(body.getString("name")).mergeIn(body);
    var format = formats.add(whole);
    eachFormatItems(items -> items.add(Profiles.formatItem(format)));
    return format;
  }

  /** Replaces a custom format; profiles show its new name. */
  @com.google.errorprone.annotations.CanIgnoreReturnValue
  public Optional<JsonObject> changeFormat(int id, JsonObject body) {
    var changed = formats.change(id, old -> old.mergeIn(body));
    changed.ifPresent(
        format ->
            eachFormatItems(
                items ->
                    items.forEach(
                        item -> {
                          if (((JsonObject) item).getInteger("format") == id) {
                            ((JsonObject) item).put("name", format.getString("name"));
                          }
                        })));
    return changed;
  }

  /** Whether there was one to remove; it leaves all profiles. */
  @com.google.errorprone.annotations.CanIgnoreReturnValue
  public boolean removeFormat(int id) {
    eachFormatItems(
        items -> {
          var kept =
              items.stream()
                  .filter(item -> ((JsonObject) item).getInteger("format") != id)
                  .toList();
          items.clear();
          kept.forEach(items::add);
        });
    return formats.remove(id);
  }

  private void eachFormatItems(Consumer<JsonArray> change) {
    for (var profile : profiles.list()) {
      profiles.change(
          profile.getInteger("id"),
          one -> {
            change.accept(one.getJsonArray("formatItems"));
            return one;
          });
    }
  }

  /** Who is called when something happens. */
  public Hooks hooks() {
    return hooks;
  }

  /** What every message to those who are called has. */
  public JsonObject payload(String eventType) {
    return Wire.object(
        "eventType", eventType, "instanceName", instanceName(), "applicationUrl", "");
  }

  private void health(String eventType, JsonObject issue) {
    hooks.tell(
        eventType.equals("Health") ? "onHealthIssue" : "onHealthRestored",
        payload(eventType)
            .mergeIn(
                Wire.object(
                    "level", issue.getString("type"),
                    "message", issue.getString("message"),
                    "type", issue.getString("source"),
                    "wikiUrl", issue.getString("wikiUrl"))));
  }

  /** Takes a health issue away; whether there was one. */
  @com.google.errorprone.annotations.CanIgnoreReturnValue
  public boolean removeHealth(int id) {
    health.get(id).ifPresent(issue -> health("HealthRestored", issue));
    return health.remove(id);
  }

  /** Adds a health issue of type {@code ok}, {@code notice}, {@code warning} or {@code error}. */
  @com.google.errorprone.annotations.CanIgnoreReturnValue
  public int addHealth(String source, String type, String message) {
    var issue =
        health.add(
            Wire.object(
                "source", source,
                "type", type,
                "message", message,
                "wikiUrl",
                    "https://wiki.servarr.com/"
                        + vendor.appName().toLowerCase(Locale.ROOT)
                        + "/system"));
    health("Health", issue);
    return issue.getInteger("id");
  }
}
