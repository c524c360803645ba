using System.Globalization;
using Thalweg.Landscapes.Curvature;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Tests.Curvature;

/// <summary>
/// Writes the table of learning coefficients in benchmarks/results/coverage.md; takes an hour on one core and runs only when asked for:
/// <c>dotnet run -c Release --project tests/Thalweg.Landscapes.Tests -- --filter-class '*LearningCoefficientCoverage' --explicit only --show-live-output on</c>.
/// </summary>
public sealed class LearningCoefficientCoverage(ITestOutputHelper output)
{
    private const int Repetitions = 100;

    [Fact(Explicit = true)]
    public void Powers() => Row(DegenerateLoss.PowerSum(2, 4, 6, 2), moves: 20, levels: 120);

    [Fact(Explicit = true)]
    public void Product() => Row(DegenerateLoss.Cross(), moves: 20, levels: 120);

    [Fact(Explicit = true)]
    public void Reduced_rank_with_a_logarithm() => Row(DegenerateLoss.ReducedRank(5, 3, 5), moves: 40, levels: 120);

    [Fact(Explicit = true)]
    public void Reduced_rank_without() => Row(DegenerateLoss.ReducedRank(5, 4, 5), moves: 40, levels: 180);

    private void Row(DegenerateLoss loss, int moves, int levels)
    {
        var (covering, below, failed) = (0, 0, 0);
        var (estimates, lengths) = (new List<double>(), new List<double>());
        for (var seed = 1ul; seed <= Repetitions; seed++)
        {
            var result = LearningCoefficient.Of(
                loss,
                new double[loss.ParameterCount],
                new SplittingOptions
                {
                    Points = 128,
                    Moves = moves,
                    Levels = levels,
                    Runs = 4,
                    Seed = seed,
                },
                WorkerTeam.Sequential
            );
            covering += result.Interval.Contains(loss.Coefficient) ? 1 : 0;
            below += result.Interval.Upper < loss.Coefficient ? 1 : 0;
            failed += double.IsNaN(result.Estimate) ? 1 : 0;
            estimates.Add(result.Estimate);
            lengths.Add(result.Interval.Upper - result.Interval.Lower);
            if (seed % 10 == 0)
            {
                output.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"| {loss.Name} | {loss.Coefficient:G4}, {loss.Multiplicity} | {moves} | {levels} | {seed} | {covering} ({below}) | {failed} | {Middle(estimates):F3} | {Middle(lengths):F3} |"
                    )
                );
            }
        }
    }

    private static double Middle(List<double> values) =>
        values.Where(double.IsFinite).Order().ElementAt(values.Count(double.IsFinite) / 2);
}
