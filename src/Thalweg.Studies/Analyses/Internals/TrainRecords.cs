using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization;
using Thalweg.Optimization.Training;
using Thalweg.Results.Records;
using Thalweg.Studies.Sources;

namespace Thalweg.Studies.Analyses;

/// <summary>Writes a training run down.</summary>
internal static class TrainRecords
{
    /// <param name="final">What the run ended with, with the stated weights of the loss.</param>
    public static TrainRecord Of(
        Provenance provenance,
        TrainInputs inputs,
        IObjective objective,
        TrainingResult result,
        TrainingRow final,
        SolutionErrors? errors,
        IReadOnlyList<CoefficientRecord>? coefficients
    )
    {
        var history = result.History;
        IReadOnlyDictionary<string, IReadOnlyList<double>> Columns(
            IReadOnlyList<string> names,
            Func<TrainingRow, IReadOnlyList<double>> row
        ) => Named(names, i => (IReadOnlyList<double>)[.. history.Rows.Select(r => row(r)[i])]);
        return new TrainRecord(
            provenance,
            inputs.Source.Label,
            inputs.Seed,
            objective.ParameterCount,
            result.StopReason.Describe(),
            result.StepsDone,
            result.Evaluations.Gradients,
            objective.LowerBound,
            new Evaluation(
                final.Loss,
                Named(history.TermNames, i => final.Terms[i]),
                final.GradientNorm,
                errors is null
                    ? Named(objective.MetricNames, i => result.Final.Metrics[i])
                    : Named(errors.Names, i => errors.Values[i])
            ),
            new Results.Records.TrainingHistory(
                [.. history.Rows.Select(r => r.Step)],
                [.. history.Rows.Select(r => r.Loss)],
                Columns(history.TermNames, r => r.Terms),
                [.. history.Rows.Select(r => r.GradientNorm)],
                Columns(history.MetricNames, r => r.Metrics),
                Columns(history.MonitorLabels, r => r.MonitoredLosses)
            )
            {
                Weights = result.Factors.Count > 0 ? Columns(history.TermNames, r => r.Weights) : null,
            },
            [.. result.Trajectory.Select(c => c.Step)],
            result.Final.Step,
            result.Evaluations.Values,
            result.Evaluations.Jacobians,
            [.. result.Phases.Select(Phase)],
            result.Evaluations.Products,
            coefficients
        );
    }

    /// <summary>The end of a run as all runs of a loss are compared: with the weights that it states, also where it ended on the loss of a stage. Cost: one
    /// gradient there, and where weights changed.</summary>
    /// <param name="objective">The loss of the run.</param>
    public static TrainingRow WithStatedWeights(TrainingResult result, IObjective objective, WorkerTeam team)
    {
        var isStaged = result.Phases[^1].Stage.Length > 0;
        if (result.Factors.Count == 0 && !isStaged)
        {
            return result.Final;
        }
        var own = isStaged ? objective : result.Stated;
        var gradient = new double[result.Parameters.Length];
        var terms = new double[own.TermNames.Count];
        var loss = own.Gradient(result.Parameters, gradient, terms, team);
        return result.Final with { Loss = loss, Terms = terms, GradientNorm = Vectors.Norm(gradient) };
    }

    private static PhaseRecord Phase(PhaseOutcome phase) =>
        new(
            phase.Optimizer,
            phase.FirstStep,
            phase.Steps,
            phase.Stop.Describe(),
            phase.Message,
            phase.Loss,
            phase.GradientNorm,
            phase.Evaluations.Gradients,
            phase.Evaluations.Values,
            phase.Evaluations.Jacobians,
            phase.Evaluations.Products
        )
        {
            Stage = phase.Stage.Length > 0 ? phase.Stage : null,
            RejectedTrials = phase.RejectedTrials,
        };

    private static OrderedDictionary<string, T> Named<T>(IReadOnlyList<string> names, Func<int, T> value)
    {
        var named = new OrderedDictionary<string, T>(StringComparer.Ordinal);
        for (var i = 0; i < names.Count; i++)
        {
            named.Add(names[i], value(i));
        }
        return named;
    }
}
