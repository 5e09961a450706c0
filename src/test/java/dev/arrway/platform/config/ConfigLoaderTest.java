package dev.arrway.platform.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigLoaderTest {
  private static final String FILE = "/work-dir/conf/arrway.yaml";

  @Test
  void nothingGivenMeansTheDefaults() {
    ArrwayConfig config = load(Map.of(), Map.of(), Map.of());
    assertThat(config.data().dir()).isEqualTo(Path.of("/home/someone/.arrway"));
    assertThat(config.http().port()).isEqualTo(2779);
    assertThat(config.http().maxUpload()).isEqualTo(1_000_000_000L);
    assertThat(config.management().host()).isEqualTo("127.0.0.1");
    assertThat(config.management().port()).isEqualTo(2780);
    assertThat(config.tcpBridge()).isEqualTo(new ArrwayConfig.TcpBridge(false, "127.0.0.1", 7000));
    assertThat(config.database().embedded()).isTrue();
    assertThat(config.library().ttl()).isEqualTo(Duration.ofHours(6));
    assertThat(config.limits().factor()).isEqualTo(1.0);
    assertThat(config.node().roles()).containsExactlyInAnyOrder("gateway", "upstreams", "workers");
    assertThat(config.instances()).isEmpty();
  }

  @Test
  void theFileThenTheEnvironmentThenTheCommandLineCount() {
    Map<String, String> file = Map.of(FILE, "http:\n  port: 1\n  host: a\n  base_path: /x/\n");
    ArrwayConfig config =
        load(
            Map.of("ARRWAY_HTTP_PORT", "2", "ARRWAY_HTTP_HOST", "b"),
            Map.of("http.port", "3"),
            file);
    assertThat(config.http().port()).isEqualTo(3);
    assertThat(config.http().host()).isEqualTo("b");
    assertThat(config.http().basePath()).isEqualTo("/x");
  }

  @Test
  void theDataDirectoryHoldsAFileToo() {
    Map<String, String> file = Map.of("/data/arrway.yaml", "http.port: 99\n");
    assertThat(load(Map.of("ARRWAY_DATA_DIR", "/data"), Map.of(), file).http().port())
        .isEqualTo(99);
  }

  @Test
  void aNamedFileMustExist() {
    assertThatThrownBy(() -> load(Map.of("ARRWAY_CONFIG", "/none.yaml"), Map.of(), Map.of()))
        .hasMessageContaining("/none.yaml")
        .hasMessageContaining("no such file");
  }

  @Test
  void listsComeByCommaOrAsYaml() {
    Map<String, String> file = Map.of(FILE, "security:\n  trusted_proxies: [10.0.0.0/8, '::1']\n");
    ArrwayConfig config =
        load(
            Map.of("ARRWAY_SECURITY_ALLOWED_NETWORKS", "192.168.0.0/16, fd00::/8"), Map.of(), file);
    assertThat(config.security().trustedProxies()).hasSize(2);
    assertThat(config.security().allowedNetworks()).hasSize(2);
  }

  @Test
  void aSecretComesFromAFile() {
    ArrwayConfig config =
        load(
            Map.of("ARRWAY_SETUP_CODE_FILE", "/run/code"),
            Map.of(),
            Map.of("/run/code", "let-me-in-now\n"));
    assertThat(config.setup().code().reveal()).isEqualTo("let-me-in-now");
    assertThat(config.toString()).doesNotContain("let-me-in-now");
  }

  @Test
  void allProblemsAreToldAtOnceWithKeyValueAndSource() {
    ConfigException e =
        fails(
            Map.of("ARRWAY_HTTP_PROT", "1", "ARRWAY_LIBRARY_TTL", "soon"),
            Map.of("log.format", "xml"),
            Map.of(FILE, "http:\n  port: 70000\n  hots: x\ndatabase:\n  pool_size: many\n"));
    assertThat(e.problems()).hasSize(6);
    assertThat(e.getMessage())
        .contains("ARRWAY_HTTP_PROT (environment): unknown; did you mean ARRWAY_HTTP_PORT?")
        .contains("http.hots (" + FILE + "): unknown; did you mean http.host?")
        .contains("http.port = 70000 (" + FILE + "): must be a port")
        .contains("database.pool_size = \"many\"")
        .contains("library.ttl = \"soon\" (environment variable ARRWAY_LIBRARY_TTL)")
        .contains("log.format = xml (command line): must be text or json");
  }

  @Test
  void everyWrongLimitIsNamedAtOnce() {
    ConfigException e =
        fails(
            Map.of(),
            Map.of(
                "limits.playlists", "0",
                "limits.text", "1",
                "limits.transfer_time", "0s",
                "limits.import_rows", "-1"),
            Map.of());
    assertThat(e.problems()).hasSize(4);
  }

  @ParameterizedTest
  @CsvSource({
    "http.base_path, /a b, http.base_path",
    "limits.factor, 0, limits.factor",
    "http.body_memory, 1kB, http.body_memory",
    "http.body_timeout, 0s, http.body_timeout",
    "http.body_min_rate, 0, http.body_min_rate",
    "http.header_timeout, 1ms, http.header_timeout",
    "http.max_connections, 0, http.max_connections",
    "http.max_connections_per_address, 1, http.max_connections_per_address",
    "tcp_bridge.port, 65536, tcp_bridge.port",
    "tcp_bridge.enabled, perhaps, tcp_bridge.enabled",
    "node.roles, 'gateway,chef', node.roles",
    "security.trusted_proxies, example.org, security.trusted_proxies",
    "cluster.enabled, true, one process only",
    "cluster.enabled, maybe, must be true or false",
    "setup.code, abc, setup.code = ********",
    "database.uri, mysql://u:topsecret@h/d, must start with postgresql://",
    "database.uri, postgresql://h/d, database.user",
    "http.allowed_origins, https://a/b, must be an origin",
    "http, 5, is a section",
    "htp.port, 5, did you mean http.port?"
  })
  void aWrongValueIsNamed(String key, String value, String expected) {
    ConfigException e = fails(Map.of(), Map.of(key, value), Map.of());
    assertThat(e.problems()).hasSize(1);
    assertThat(e.getMessage()).contains(expected).doesNotContain("topsecret");
  }

  @Test
  void brokenYamlIsNamedWithoutQuotingIt() {
    ConfigException e =
        fails(Map.of(), Map.of(), Map.of(FILE, "setup:\n  code: \"hush-hush\n\thttp: ]"));
    assertThat(e.getMessage()).contains(FILE).contains("line").doesNotContain("hush-hush");
  }

  @Test
  void aDoubledKeyIsRefused() {
    assertThat(fails(Map.of(), Map.of(), Map.of(FILE, "http:\n  port: 1\n  port: 2\n")))
        .hasMessageContaining("port");
  }

  @Test
  void emptyVariablesCountAsUnset() {
    assertThat(load(Map.of("ARRWAY_HTTP_PORT", ""), Map.of(), Map.of()).http().port())
        .isEqualTo(2779);
  }

  @Test
  void instancesTakeTheirCredentialsFromTheEnvironment() {
    String yaml =
        """
        instances:
          - name: my movies
            type: radarr
            url: http://127.0.0.1:7878
            settings: {timeout_seconds: 30, tags: [a, b]}
        """;
    ArrwayConfig config =
        load(Map.of("ARRWAY_INSTANCES_MY_MOVIES_API_KEY", "k3y"), Map.of(), Map.of(FILE, yaml));
    InstanceDeclaration instance = config.instances().get(0);
    assertThat(instance.apiKey().reveal()).isEqualTo("k3y");
    assertThat(instance.settings()).containsEntry("timeout_seconds", 30);
    assertThat(instance.toString()).doesNotContain("k3y");
  }

  @Test
  void instancesAreChecked() {
    String yaml =
        """
        instances:
          - {name: a, type: radarr, url: 'ftp://x', api_kye: 1}
          - {name: b, type: Radarr, url: 'http://x'}
        """;
    ConfigException e =
        fails(Map.of("ARRWAY_INSTANCES_C_API_KEY", "k"), Map.of(), Map.of(FILE, yaml));
    assertThat(e.getMessage())
        .contains("instances[a].url = ftp://x")
        .contains("did you mean api_key?")
        .contains("instances[b].type = Radarr")
        .contains("ARRWAY_INSTANCES_C_API_KEY");
  }

  private static ArrwayConfig load(
      Map<String, String> environment, Map<String, String> overrides, Map<String, String> files) {
    return ConfigLoader.load(TestConfig.sources(environment, overrides, files));
  }

  private static ConfigException fails(
      Map<String, String> environment, Map<String, String> overrides, Map<String, String> files) {
    return Optional.ofNullable(
            catchThrowableOfType(ConfigException.class, () -> load(environment, overrides, files)))
        .orElseThrow(() -> new AssertionError("accepted"));
  }
}
