using Thalweg.Landscapes.Curvature;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Simd;
using Thalweg.Results.Records;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Analyses;

/// <summary>The parts of a learning coefficient at one place, each of which may be interrupted.</summary>
internal sealed class CoefficientSurroundings
{
    /// <summary>Gradients that polishing and Langevin dynamics take, about.</summary>
    public const long Gradients = 3_100 + (3 * 8 * 4_000);

    // The decrement of polishing; below it rounding rules.
    private const double Tolerance = 1e-24;

    // A bottom farther off, over ‖θ‖, is not that of this run: an energy on few points has none near it.
    private const double Farthest = 1;

    // Share of the work that the runs are.
    private const double OfRuns = 0.9;

    // Inverse temperatures over that of the first level.
    private static readonly double[] Coldness = [1e2, 1e3, 1e4];

    private readonly IObjective objective;
    private readonly LearningCoefficientInputs inputs;
    private readonly TaskContext context;
    private readonly double[] centre;
    private readonly bool isGone;

    public CoefficientSurroundings(
        IObjective objective,
        double[] start,
        LearningCoefficientInputs inputs,
        TaskContext context
    )
    {
        (this.objective, this.inputs, this.context) = (objective, inputs, context);
        centre = start;
        if (inputs.IsPolished)
        {
            var polished = Polishing.From(objective, start, Tolerance, context.Team);
            var (before, after) = (ValueAt(start), ValueAt(polished.Parameters));
            isGone = polished.Moved > Farthest;
            var isTaken = after <= before && !isGone;
            centre = isTaken ? polished.Parameters : start;
            Moved = isTaken ? polished.Moved : 0;
        }
        Loss = ValueAt(centre);
    }

    public double Loss { get; }

    public double? Moved { get; }

    /// <summary>All runs, none where the loss at the centre is not finite; those that an earlier process finished are read.</summary>
    public IReadOnlyList<LevelVolumes> Runs()
    {
        if (!double.IsFinite(Loss))
        {
            return [];
        }
        var runs = SavedRuns.Read(context.Partial?.Load()).Take(inputs.Runs).ToList();
        while (runs.Count < inputs.Runs)
        {
            var done = runs.Count;
            runs.Add(
                LevelVolumes.Of(
                    objective,
                    centre,
                    inputs.Options,
                    done,
                    context.Team,
                    new Listener<double>(share => context.Progress(OfRuns * (done + share) / inputs.Runs))
                )
            );
            context.Partial?.Save(SavedRuns.Write(runs));
        }
        return runs;
    }

    /// <summary>At temperatures beside the excess of the ball; null where levels show none.</summary>
    public LangevinCoefficient? Langevin(IReadOnlyList<LevelVolumes> runs)
    {
        if (runs.Count == 0 || runs.Any(run => run.Excesses.Count == 0))
        {
            return null;
        }
        var scale = Elementary.Exp(runs.Average(run => Elementary.Log(run.Excesses[0])));
        return LangevinCoefficient.Of(
            objective,
            centre,
            new LangevinOptions
            {
                InverseTemperatures = [.. Coldness.Select(cold => cold / scale)],
                // As wide as the ball.
                Localization = objective.ParameterCount / (inputs.Radius * inputs.Radius),
                Seed = inputs.Seed,
            },
            context.Team,
            new Listener<double>(share => context.Progress(OfRuns + ((1 - OfRuns) * share)))
        );
    }

    /// <summary>By rays where the fit begins.</summary>
    public BasinRecord? Basin(LearningCoefficient fit)
    {
        if (double.IsNaN(fit.Estimate))
        {
            return null;
        }
        var n = objective.ParameterCount;
        var options = new RayOptions
        {
            Excess = fit.Range.From,
            Radius = inputs.Radius,
            Seed = inputs.Seed,
        };
        var spectrum =
            n <= LocalQuadratic.LargestCount
                ? DenseSpectrum.Of(HessianProducts.At(objective, centre, context.Team).Operator, context.Team)
                : null;
        var rays = BasinVolume.ByRays(objective, centre, options, context.Team, spectrum);
        return new BasinRecord(
            options.Excess,
            BasinVolume.OfBall(n, inputs.Radius) + fit.LogVolumeAt(options.Excess),
            rays.LogVolume,
            rays.StandardError,
            rays.EffectiveRays
        );
    }

    public IEnumerable<string> Warnings(LearningCoefficient? fit)
    {
        if (fit is null)
        {
            yield return "The loss at the end of the run is not finite: there is no learning coefficient.";
            yield break;
        }
        if (isGone)
        {
            yield return "Polishing led farther off than the parameters are long: the centre is the end of the run as it is.";
        }
        if (fit.LowestExcess < 0 && fit.Runs.Any(run => run.Stop == SplittingStop.LowerPoint))
        {
            yield return FormattableString.Invariant(
                $"The ball of radius {inputs.Radius} holds points whose loss is lower than that of its centre by {-fit.LowestExcess:G3}: levels end ten times above that."
            );
        }
        if (double.IsNaN(fit.Estimate))
        {
            yield return double.IsNaN(fit.Inflation)
                ? "There is no learning coefficient: levels are too few, or follow none of the laws that are compared. More levels go deeper, another radius begins elsewhere."
                : FormattableString.Invariant(
                    $"There is no learning coefficient: runs scatter {fit.Inflation:G2} times as much as independent points would, or lead beyond half the parameters. More moves and more points follow narrow valleys better."
                );
        }
    }

    private double ValueAt(double[] parameters)
    {
        var losses = new double[1];
        objective.Values(parameters, losses, default, default, context.Team);
        return losses[0];
    }
}
