package dev.arrway.feature.quality.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrway.feature.outbox.OutboxEntry;
import dev.arrway.feature.outbox.OutboxState;
import dev.arrway.feature.outbox.web.Outcomes;
import dev.arrway.feature.quality.ProfilePlan;
import dev.arrway.feature.quality.QualityOptimizer.Optimized;
import dev.arrway.feature.quality.QualityProfile;
import dev.arrway.feature.quality.QualityService.Creation;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FieldError;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Quality profiles as the contract writes them. */
final class QualityViews {
  private QualityViews() {}

  /** {@code CreatedQualityProfile}. */
  record CreatedView(@JsonUnwrapped QualityProfile profile, List<String> skipped) {}

  /** {@code QualityProfileDraft}. */
  record DraftView(
      boolean dryRun, QualityProfile profile, ObjectNode document, List<String> skipped) {
    static DraftView of(Creation creation) {
      return new DraftView(true, creation.profile(), creation.document(), creation.skipped());
    }
  }

  /** {@code QualityOptimization}. */
  record OptimizationView(boolean dryRun, double maxSizeGb, List<PlanView> items) {}

  /** {@code QualityPlan}. */
  record PlanView(
      @Nullable Long profileId,
      String name,
      long titles,
      long files,
      @Nullable Long averageSize,
      @Nullable Long largestSize,
      long estimatedSize,
      String verdict,
      List<ProfilePlan.SwitchedOff> switchOff,
      @Nullable String cutoff,
      @Nullable String newCutoff,
      @Nullable QualityProfile becomes,
      String status,
      @Nullable Long outboxId,
      @Nullable ProblemView problem) {
    static PlanView of(Optimized one) {
      ProfilePlan plan = one.plan();
      OutboxEntry entry = one.entry();
      return new PlanView(
          plan.before().id(),
          plan.before().name(),
          plan.titles(),
          plan.files(),
          plan.averageSize(),
          plan.largestSize(),
          plan.estimatedSize(),
          plan.verdict().name().toLowerCase(Locale.ROOT),
          plan.switchedOff(),
          plan.before().cutoff(),
          plan.after().cutoff(),
          plan.changes() ? plan.after() : null,
          status(plan, entry),
          entry == null ? null : entry.id(),
          entry == null ? null : ProblemView.of(entry));
    }

    private static String status(ProfilePlan plan, @Nullable OutboxEntry entry) {
      if (entry == null) {
        return plan.changes() ? "proposed" : "unchanged";
      }
      return switch (entry.state()) {
        case CONFIRMED -> "saved";
        case QUEUED, SENT -> "queued";
        case FAILED, CANCELLED -> "failed";
      };
    }
  }

  /** {@code QualityPlanProblem}. */
  record ProblemView(String code, String detail, List<FieldError> errors) {
    static @Nullable ProblemView of(OutboxEntry entry) {
      if (entry.state() != OutboxState.FAILED && entry.state() != OutboxState.CANCELLED) {
        return null;
      }
      Failure failure = Outcomes.refusal(entry);
      return new ProblemView(failure.code().wireName(), failure.detail(), failure.errors());
    }
  }
}
