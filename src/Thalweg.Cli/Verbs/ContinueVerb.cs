using Thalweg.Landscapes.Stationary;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Wrapping;
using Thalweg.Studies.Analyses;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Cli.Verbs;

/// <summary><c>thalweg continue</c>: follows a stationary point as a number of the loss changes, with folds and branchings.</summary>
internal sealed class ContinueVerb : Verb
{
    private const string RidgeWord = "ridge";
    private const string BlendWord = "blend";

    private readonly LossFlags loss = new();
    private readonly Flag parameter = new(
        new WordOption(
            "parameter",
            RidgeWord,
            "the number that changes: ridge, μ of ½ μ ‖θ‖²; blend, s of (1 − s) A + s B of two formulations",
            [RidgeWord, BlendWord]
        )
    );
    private readonly Flag start = new(
        new NumberOption("start", null, "value of the number at which the given parameters are near a stationary point")
    );
    private readonly Flag range = new(
        new RangesOption("range", null, "interval of the number in which the branch is followed", 1)
    );
    private readonly Flag toward = new(
        new WordOption("toward", "both", "which way the number goes at first", ["both", "up", "down"])
    );
    private readonly Flag ridge = new(AnalysisCatalogue.Option("census", "ridge"));
    private readonly Flag blend = new(
        new NumberOption("blend", null, "s of (1 − s) A + s B of two formulations, where the ridge changes")
        {
            Minimum = 0,
            Maximum = 1,
        }
    );
    private readonly Flag points = new(
        new IntegerOption("points", "400", "points of a branch at most") { Minimum = 2, Maximum = 100_000 }
    );
    private readonly Flag longest = new(
        new NumberOption("step", "0.1", "longest step along the branch, in units of θ and the number")
        {
            Minimum = 0,
            ExcludesMinimum = true,
        }
    );
    private readonly Flag threads = CommonFlags.Threads();

    public override string Name => "continue";

    public override string Description =>
        "Follows a stationary point as a ridge or the blend of two formulations changes: folds, branchings, stability";

    public override string Example =>
        "thalweg continue --problem poisson --network \"mlp(width=1, depth=1, activation=tanh, bias=hidden)\" "
        + "--formulation ritz --quadrature \"gauss(nodes=40)\" --weights zeros --start 1 --range 0.01:2";

    protected override IReadOnlyList<Flag> Flags =>
        [.. loss.All, parameter, start, range, toward, ridge, blend, points, longest, threads];

    protected override int Run(Invocation invocation)
    {
        var subject = loss.Read(invocation);
        loss.RefuseUnpublished(invocation, subject, changesMore: false);
        StationaryFlags.RequireSize(subject.Source.Layout.Count, loss.Place(invocation));
        var interval = invocation.Value<(double From, double To)[]>(range)[0];
        var first = invocation.Number(start);
        if (first < interval.From || first > interval.To)
        {
            throw new InputException(
                $"expected a number in the range {CallText.Number(interval.From)}:{CallText.Number(interval.To)}, found {CallText.Number(first)}",
                start.Place
            );
        }
        invocation.RequireMemory(subject.Sources, threads);
        var family = Family(invocation, subject, interval);
        using var team = invocation.Team(threads);
        var continuation = new Continuation(
            family,
            new ContinuationOptions
            {
                MaximumPoints = invocation.SmallInteger(points),
                LongestStep = invocation.Number(longest),
                FirstStep = Math.Min(0.01, invocation.Number(longest)),
            }
        );
        var way = invocation.Text(toward);
        Branch[] branches =
        [
            .. new[] { ("up", true), ("down", false) }
                .Where(w => way == "both" || way == w.Item1)
                .Select(w => continuation.From(subject.Centre!.Parameters, first, w.Item2, interval, team)),
        ];
        var outcome = new Outcome
        {
            { "branches", branches.Select(Describe).ToArray() },
            { "parameter", invocation.Text(parameter) },
            { "start", first },
            { "range", $"{CallText.Number(interval.From)}:{CallText.Number(interval.To)}" },
            { "ridge", invocation.IsGiven(ridge) ? invocation.Number(ridge) : null },
            { "blend", invocation.IsGiven(blend) ? invocation.Number(blend) : null },
            { "parameters", subject.Source.Layout.Count },
        };
        outcome.AddRange(StationaryFlags.Source(subject.Description));
        outcome.Print(invocation);
        foreach (var branch in branches.Where(b => b.Points.Count == 0))
        {
            invocation.Terminal.Warn(branch.Stop);
        }
        return branches.All(b => b.Points.Count > 0) ? ExitCode.Done : ExitCode.Doubtful;
    }

    private LossFamily Family(Invocation invocation, Subject subject, (double From, double To) interval)
    {
        var isBlend = invocation.Text(parameter) == BlendWord;
        var two = subject.Sources.Count == 2;
        if (subject.Sources.Count > 2)
        {
            throw new InputException(
                $"given {subject.Sources.Count} times; 'continue' takes one loss, or two that it blends",
                loss.Formulation.Place
            );
        }
        if (isBlend && !two)
        {
            throw new InputException(
                "blends two formulations; give --formulation twice, as ritz and galerkin",
                parameter.Place
            );
        }
        if (!isBlend && two && !invocation.IsGiven(blend))
        {
            throw new InputException("missing; s says how the two formulations are blended", blend.Place);
        }
        if (isBlend || !two)
        {
            invocation.Refuse(isBlend ? "where the blend changes" : "with one formulation", blend);
        }
        if (!isBlend)
        {
            invocation.Refuse("where the ridge changes", ridge);
            if (interval.From <= 0)
            {
                throw new InputException(
                    $"a ridge is above 0, found a range from {CallText.Number(interval.From)}",
                    range.Place
                );
            }
        }
        var pool = new ObjectivePool();
        IObjective[] losses = [.. subject.Sources.Select(pool.Of)];
        var weight = invocation.IsGiven(ridge) ? invocation.Number(ridge) : 0;
        var share = invocation.IsGiven(blend) ? invocation.Number(blend) : 0;
        return isBlend
            ? s =>
            {
                var sum = WeightedSum.Blend(losses[0], losses[1], s);
                return weight > 0 ? new Ridge(sum, weight) : sum;
            }
            : μ => new Ridge(
                two ? WeightedSum.Blend(losses[0], losses[1], share) : losses[0],
                Math.Max(μ, double.Epsilon)
            );
    }

    private static Outcome Describe(Branch branch) =>
        new()
        {
            { "stop", branch.Stop },
            {
                "events",
                branch
                    .Events.Select(e => new Outcome
                    {
                        { "kind", e.Kind },
                        { "at", e.Point.At },
                        { "value", e.Point.Value },
                        { "point", e.Point.Parameters },
                        { "direction", e.Direction },
                    })
                    .ToArray()
            },
            { "at", branch.Points.Select(p => p.At).ToArray() },
            { "values", branch.Points.Select(p => p.Value).ToArray() },
            { "norms", branch.Points.Select(p => Vectors.Norm(p.Parameters)).ToArray() },
            { "indices", branch.Points.Select(p => p.Index).ToArray() },
            { "end", branch.Points.Count > 0 ? branch.Points[^1].Parameters : null },
        };
}
