package dev.arrway.upstream.sabnzbd;

import dev.arrway.domain.upstream.Fingerprint;
import dev.arrway.platform.http.CallBuilder;
import dev.arrway.upstream.Ask;
import dev.arrway.upstream.Facts;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The facts of a SABnzbd: categories, news servers without their log-ins, folders, switches. */
final class SabnzbdFingerprint {
  private static final String CATEGORIES = "categories";
  private static final String SERVERS = "servers";
  private static final String SETTINGS = "settings";

  private final SabnzbdApi api;
  private final SabnzbdJobs jobs;
  private final Facts facts = new Facts();

  SabnzbdFingerprint(SabnzbdApi api, SabnzbdJobs jobs) {
    this.api = api;
    this.jobs = jobs;
  }

  Future<Fingerprint> read(Ask ask) {
    return jobs.head(ask)
        .compose(
            queue ->
                Future.all(
                        api.one(config(CATEGORIES, ask), SabnzbdWire.CategoryConfig.class)
                            .map(this::categories),
                        api.one(config(SERVERS, ask), SabnzbdWire.ServerConfig.class)
                            .map(this::servers),
                        api.one(config("misc", ask), SabnzbdWire.MiscConfig.class)
                            .map(this::settings))
                    .map(done -> facts.fingerprint(SabnzbdGauges.version(queue))));
  }

  private CallBuilder config(String section, Ask ask) {
    return api.read("config." + section, "get_config", ask).query("section", section);
  }

  private boolean categories(SabnzbdWire.CategoryConfig answer) {
    SabnzbdWire.CategoryRows rows = answer.config();
    List<SabnzbdWire.Category> all = SabnzbdMapper.slots(rows == null ? null : rows.categories());
    facts.count(CATEGORIES, all.size());
    for (SabnzbdWire.Category category : all) {
      String name = name(category.name());
      facts.put(category.dir(), CATEGORIES, name, "dir");
      facts.put(category.pp(), CATEGORIES, name, "post_processing");
      facts.put(category.script(), CATEGORIES, name, "script");
      facts.put(category.priority(), CATEGORIES, name, "priority");
    }
    return true;
  }

  private boolean servers(SabnzbdWire.ServerConfig answer) {
    SabnzbdWire.ServerRows rows = answer.config();
    List<SabnzbdWire.Server> all = SabnzbdMapper.slots(rows == null ? null : rows.servers());
    facts.count(SERVERS, all.size());
    for (SabnzbdWire.Server server : all) {
      String name = name(server.name());
      facts.put(server.host(), SERVERS, name, "host");
      facts.put(server.port(), SERVERS, name, "port");
      facts.put(server.connections(), SERVERS, name, "connections");
      facts.put(server.enable(), SERVERS, name, "enabled");
      facts.put(server.ssl(), SERVERS, name, "ssl");
      facts.put(server.priority(), SERVERS, name, "priority");
      facts.put(server.retention(), SERVERS, name, "retention");
    }
    return true;
  }

  private boolean settings(SabnzbdWire.MiscConfig answer) {
    SabnzbdWire.MiscRows rows = answer.config();
    SabnzbdWire.Misc misc = rows == null ? null : rows.misc();
    if (misc != null) {
      facts.put(misc.downloadDir(), SETTINGS, "download_dir");
      facts.put(misc.completeDir(), SETTINGS, "complete_dir");
      facts.put(misc.bandwidthPerc(), SETTINGS, "bandwidth_percent");
      facts.put(misc.pauseOnPwrar(), SETTINGS, "encrypted_archives");
      facts.put(misc.noDupes(), SETTINGS, "duplicates");
      facts.put(misc.preCheck(), SETTINGS, "pre_check");
      facts.put(misc.failHopelessJobs(), SETTINGS, "fail_hopeless_jobs");
    }
    return true;
  }

  private static String name(@Nullable String name) {
    return Objects.requireNonNullElse(name, "");
  }
}
