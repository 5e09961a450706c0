package dev.arrway.upstream.sabnzbd;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.arrway.platform.http.WireRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * SABnzbd's answers as it spells them. Most numbers are texts, some are either; hence all of them
 * are taken as texts here.
 */
final class SabnzbdWire {
  private SabnzbdWire() {}

  /** {@code mode=queue}. */
  record QueueAnswer(@Nullable Queue queue) {}

  /** The queue; disk space in GiB, speed in KiB/s. */
  record Queue(
      @Nullable String version,
      @Nullable Boolean paused,
      @Nullable String kbpersec,
      @Nullable Integer noofslots,
      @Nullable String diskspace1,
      @Nullable String diskspace2,
      @Nullable String diskspacetotal1,
      @Nullable String diskspacetotal2,
      @Nullable List<WireRow<QueueSlot>> slots) {}

  /** A job that is not complete; sizes in MiB. */
  record QueueSlot(
      @Nullable @JsonProperty("nzo_id") String nzoId,
      @Nullable String filename,
      @Nullable String status,
      @Nullable String cat,
      @Nullable String priority,
      @Nullable String mb,
      @Nullable String mbleft,
      @Nullable String timeleft,
      @Nullable List<String> labels,
      @Nullable @JsonProperty("time_added") String timeAdded) {}

  /**
   * {@code mode=history}, unless it says {@code false} for "as before". The first {@code ppslots}
   * of its rows are still worked on, whatever their status says.
   */
  record History(
      @Nullable List<WireRow<HistorySlot>> slots,
      @Nullable Integer ppslots,
      @Nullable @JsonProperty("last_history_update") String lastHistoryUpdate) {}

  /** A job that is worked on after its download, or done; times in seconds since 1970. */
  record HistorySlot(
      @Nullable @JsonProperty("nzo_id") String nzoId,
      @Nullable String name,
      @Nullable String category,
      @Nullable String status,
      @Nullable String storage,
      @Nullable String path,
      @Nullable String url,
      @Nullable @JsonProperty("fail_message") String failMessage,
      @Nullable @JsonProperty("action_line") String actionLine,
      @Nullable String bytes,
      @Nullable String completed,
      @Nullable @JsonProperty("time_added") String timeAdded) {}

  /** {@code mode=addurl} and {@code mode=addfile}. */
  record Added(@Nullable Boolean status, @Nullable @JsonProperty("nzo_ids") List<String> nzoIds) {}

  /** {@code mode=retry}. */
  record Retried(@Nullable @JsonProperty("nzo_id") String nzoId) {}

  /** {@code mode=get_cats}; {@code *} is the default one. */
  record Categories(@Nullable List<String> categories) {}

  /** {@code mode=get_config&section=categories}. */
  record CategoryConfig(@Nullable CategoryRows config) {}

  /** See {@link CategoryConfig}. */
  record CategoryRows(@Nullable List<Category> categories) {}

  /** A category's settings. */
  record Category(
      @Nullable String name,
      @Nullable String pp,
      @Nullable String script,
      @Nullable String dir,
      @Nullable String priority) {}

  /** {@code mode=get_config&section=servers}, without what is secret. */
  record ServerConfig(@Nullable ServerRows config) {}

  /** See {@link ServerConfig}. */
  record ServerRows(@Nullable List<Server> servers) {}

  /** A news server. */
  record Server(
      @Nullable String name,
      @Nullable String host,
      @Nullable String port,
      @Nullable String connections,
      @Nullable String enable,
      @Nullable String ssl,
      @Nullable String priority,
      @Nullable String retention) {}

  /** {@code mode=get_config&section=misc}, as far as people would notice a change. */
  record MiscConfig(@Nullable MiscRows config) {}

  /** See {@link MiscConfig}. */
  record MiscRows(@Nullable Misc misc) {}

  /** Settings for everything. */
  record Misc(
      @Nullable @JsonProperty("download_dir") String downloadDir,
      @Nullable @JsonProperty("complete_dir") String completeDir,
      @Nullable @JsonProperty("bandwidth_perc") String bandwidthPerc,
      @Nullable @JsonProperty("pause_on_pwrar") String pauseOnPwrar,
      @Nullable @JsonProperty("no_dupes") String noDupes,
      @Nullable @JsonProperty("pre_check") String preCheck,
      @Nullable @JsonProperty("fail_hopeless_jobs") String failHopelessJobs) {}
}
