package dev.arrway.platform.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts the configuration together: defaults, then a file, the environment, the command line. */
public final class ConfigLoader {
  private final ConfigSources sources;
  private final Settings settings;
  private final Environment environment;

  private ConfigLoader(ConfigSources sources) {
    this.sources = sources;
    this.settings = new Settings(YamlKeys.defaults());
    this.environment = new Environment(sources.environment(), sources.files());
  }

  /**
   * The configuration of these sources. Reads files through them only.
   *
   * @throws ConfigException with everything that is wrong
   */
  public static ArrwayConfig load(ConfigSources sources) {
    return new ConfigLoader(sources).load();
  }

  /** The variable of a key, such as {@code ARRWAY_HTTP_PORT}. */
  public static String environmentName(String path) {
    return Environment.name(path);
  }

  private ArrwayConfig load() {
    userFile();
    environment.applyTo(settings);
    sources
        .overrides()
        .forEach((path, value) -> settings.put(path, TextNode.valueOf(value), "command line"));
    @Nullable ArrwayConfig config = tree();
    settings.done();
    return Objects.requireNonNull(config);
  }

  /** One that is named must exist; of the usual places the first that exists counts. */
  private void userFile() {
    Optional<Path> named =
        sources
            .file()
            .or(() -> environment.get(Environment.CONFIG_FILE).map(Path::of))
            .map(sources.workingDirectory()::resolve);
    if (named.isPresent()) {
      if (!take(named.get())) {
        settings.problem(Problem.of("--config", named.get(), "there is no such file"));
      }
      return;
    }
    if (!take(sources.workingDirectory().resolve("conf/arrway.yaml"))) {
      boolean unused = take(dataDirectoryBeforeFile().resolve("arrway.yaml"));
    }
  }

  private Path dataDirectoryBeforeFile() {
    String text =
        Optional.ofNullable(sources.overrides().get("data.dir"))
            .or(() -> environment.get(Environment.name("data.dir")))
            .orElseGet(() -> settings.text("data.dir"));
    return path(text);
  }

  private boolean take(Path file) {
    try {
      Optional<String> text = sources.files().read(file);
      if (text.isPresent()) {
        for (Map.Entry<String, JsonNode> key : YamlKeys.read(text.get()).entrySet()) {
          settings.put(key.getKey(), key.getValue(), file.toString());
        }
      }
      return text.isPresent();
    } catch (JsonProcessingException e) {
      settings.problem(Problem.of(file.toString(), "", "is no valid YAML: " + where(e)));
    } catch (IOException e) {
      settings.problem(Problem.of(file.toString(), "", "cannot be read: " + e));
    }
    return true;
  }

  /** The first line only: the parser quotes the file after it, and that may be a secret. */
  private static String where(JsonProcessingException e) {
    String first = e.getOriginalMessage().lines().findFirst().orElse("");
    JsonLocation location = e.getLocation();
    return location == null
        ? first
        : first + ", line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  private Path path(String text) {
    String expanded =
        text.equals("~") || text.startsWith("~/") ? sources.home() + text.substring(1) : text;
    return sources.workingDirectory().resolve(expanded).normalize();
  }

  /** Null when a part refuses its values; the settings know why. */
  private @Nullable ArrwayConfig tree() {
    Settings s = settings;
    var data =
        s.build(
            () ->
                new ArrwayConfig.Data(
                    path(s.text("data.dir")), s.sizeOrAuto("data.min_free_space")));
    var management =
        s.build(
            () ->
                new ArrwayConfig.Management(
                    s.text("management.host"), s.integer("management.port")));
    var tcpBridge =
        s.build(
            () ->
                new ArrwayConfig.TcpBridge(
                    s.flag("tcp_bridge.enabled"),
                    s.text("tcp_bridge.host"),
                    s.integer("tcp_bridge.port")));
    var keys = s.build(() -> new ArrwayConfig.Keys(s.secret("keys.master")));
    var setup = s.build(() -> new ArrwayConfig.Setup(s.secret("setup.code")));
    var limits =
        s.build(
            () ->
                new ArrwayConfig.Limits(
                    s.decimal("limits.factor"), s.size("limits.stream_buffer")));
    var quotas = limits == null ? null : s.build(() -> UserQuotas.read(s, limits.factor()));
    var library = s.build(() -> new ArrwayConfig.Library(s.duration("library.ttl")));
    var drift = s.build(() -> new ArrwayConfig.Drift(s.duration("drift.check_interval")));
    var monitoring =
        s.build(
            () ->
                new ArrwayConfig.Monitoring(
                    s.duration("monitoring.interval"),
                    s.duration("monitoring.raw_retention"),
                    s.duration("monitoring.hourly_retention")));
    var telemetry =
        s.build(
            () ->
                new ArrwayConfig.Telemetry(
                    s.text("telemetry.traces_endpoint"),
                    s.text("telemetry.service_name"),
                    s.decimal("telemetry.trace_sample_ratio")));
    var webhooks =
        s.build(
            () ->
                new ArrwayConfig.Webhooks(
                    s.duration("webhooks.poll_interval"),
                    s.duration("webhooks.reconcile_interval")));
    var downloads =
        s.build(
            () ->
                new ArrwayConfig.Downloads(
                    s.duration("downloads.poll_interval"), s.size("downloads.max_file_bytes")));
    var upstreams =
        s.build(() -> new ArrwayConfig.UpstreamSettings(s.size("upstreams.answer_memory")));
    var node = s.build(() -> new ArrwayConfig.Node(new HashSet<>(s.list("node.roles"))));
    var events =
        s.build(
            () ->
                new ArrwayConfig.Events(
                    s.duration("events.retention"), s.integer("events.most_per_user")));
    var retention = s.build(this::retention);
    var log = s.build(() -> new ArrwayConfig.Log(s.text("log.level"), s.text("log.format")));
    var http = s.build(this::http);
    var database = s.build(this::database);
    var security = s.build(this::security);
    var cluster = s.build(this::cluster);
    var defaults = s.build(this::defaults);
    List<InstanceDeclaration> instances = new Instances(s, environment).read();
    if (data == null
        || management == null
        || tcpBridge == null
        || keys == null
        || setup == null
        || limits == null
        || quotas == null
        || library == null
        || drift == null
        || monitoring == null
        || telemetry == null
        || webhooks == null
        || downloads == null
        || upstreams == null
        || node == null
        || events == null
        || retention == null
        || log == null
        || http == null
        || database == null
        || security == null
        || cluster == null
        || defaults == null) {
      return null;
    }
    return new ArrwayConfig(
        data,
        http,
        tcpBridge,
        management,
        database,
        keys,
        setup,
        limits,
        quotas,
        library,
        drift,
        monitoring,
        telemetry,
        webhooks,
        downloads,
        upstreams,
        security,
        cluster,
        node,
        defaults,
        events,
        retention,
        log,
        instances);
  }

  private HttpConfig http() {
    return new HttpConfig(
        settings.text("http.host"),
        settings.integer("http.port"),
        settings.text("http.base_path"),
        settings.text("http.public_url"),
        settings.size("http.max_upload"),
        settings.list("http.allowed_origins"),
        httpLimits());
  }

  private HttpLimits httpLimits() {
    return new HttpLimits(
        settings.size("http.body_memory"),
        settings.duration("http.body_timeout"),
        settings.size("http.body_min_rate"),
        settings.duration("http.header_timeout"),
        settings.integer("http.max_connections"),
        settings.integer("http.max_connections_per_address"));
  }

  private DatabaseConfig database() {
    return new DatabaseConfig(
        settings.secret("database.uri"),
        settings.text("database.user"),
        settings.secret("database.password"),
        settings.integer("database.pool_size"),
        settings.integer("database.embedded_port"));
  }

  private RetentionConfig retention() {
    return new RetentionConfig(
        settings.duration("retention.audit"),
        settings.integer("retention.audit_entries"),
        settings.duration("retention.changes"),
        settings.duration("retention.imports"),
        settings.integer("retention.imports_per_user"),
        settings.duration("retention.deliveries"),
        settings.duration("retention.timelines"),
        settings.duration("retention.downloads"),
        settings.duration("retention.search_runs"),
        settings.integer("retention.rows_per_user"));
  }

  private SecurityConfig security() {
    return new SecurityConfig(
        settings.networks("security.trusted_proxies"),
        settings.networks("security.allowed_networks"),
        settings.duration("security.access_token_ttl"),
        settings.duration("security.refresh_token_ttl"),
        settings.integer("security.max_users"),
        settings.integer("security.api_keys_per_user"),
        settings.integer("security.sessions_per_user"));
  }

  private ClusterConfig cluster() {
    return new ClusterConfig(
        settings.flag("cluster.enabled"),
        settings.text("cluster.name"),
        settings.text("cluster.host"),
        settings.integer("cluster.port"),
        settings.integer("cluster.bus_port"),
        settings.list("cluster.members"));
  }

  private ArrwayConfig.Defaults defaults() {
    return new ArrwayConfig.Defaults(
        settings.text("defaults.quality_profile"),
        settings.text("defaults.root_folder"),
        settings.text("defaults.torrent_client"),
        settings.text("defaults.usenet_client"),
        settings.list("defaults.preferred_indexers"));
  }
}
