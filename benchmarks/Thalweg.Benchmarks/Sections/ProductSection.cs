using Thalweg.Benchmarks.Cases;
using Thalweg.Benchmarks.Measuring;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Benchmarks.Sections;

/// <summary>What products with a Jacobian cost, in gradients.</summary>
internal sealed class ProductSection : ISection
{
    private const int Block = 8;

    public string Name => "products";

    public string Title => "Products with the Jacobian of the residuals, in gradients";

    public IEnumerable<string> Measure(Session session)
    {
        var table = new Table("loss", "Jv", $"each of {Block}", "Jᵀw", $"each of {Block}", "Jv from rows");
        foreach (var workload in (Workload[])[Workloads.Burgers(), Workloads.PoissonSquare()])
        {
            var objective = workload.Objective;
            var jacobian = objective.As<IResiduals>()!;
            var gradient = Contestant.Of(
                "gradient",
                () => objective.Gradient(workload.Parameters, new double[objective.ParameterCount], default, Team)
            );
            Contestant[] contestants =
            [
                Product(workload, jacobian, 1, transposed: false),
                Product(workload, jacobian, Block, transposed: false),
                Product(workload, jacobian, 1, transposed: true),
                Product(workload, jacobian, Block, transposed: true),
                Product(workload, new RowsAlone(jacobian), 1, transposed: false),
            ];
            var race = Race.Run(session.Rounds, [gradient, .. contestants]);
            table.Add([workload.Name, .. contestants.Select(c => Quantity.Times(race[c].Over(race[gradient])))]);
        }
        yield return $"One thread; a vector of a block is its share of the block.\n\n{table}";
    }

    private static WorkerTeam Team => WorkerTeam.Sequential;

    private static Contestant Product(Workload workload, IMatrixRows matrix, int count, bool transposed)
    {
        var (rows, columns) = (matrix.RowCount, workload.Objective.ParameterCount);
        var (from, to) = transposed ? (rows, columns) : (columns, rows);
        var vectors = Enumerable.Range(0, count * from).Select(i => Math.Cos(0.7 * i)).ToArray();
        var products = new double[count * to];
        Action evaluate = transposed
            ? () => matrix.MultiplyTransposed(workload.Parameters, vectors, products, Team)
            : () => matrix.Multiply(workload.Parameters, vectors, products, Team);
        var contestant = Contestant.Of($"{(transposed ? "Jᵀw" : "Jv")}, {count}", evaluate);
        return contestant with { SecondsPerEvaluation = seconds => contestant.SecondsPerEvaluation(seconds) / count };
    }

    /// <summary>A matrix that forgets its own products.</summary>
    private sealed class RowsAlone(IMatrixRows inner) : IMatrixRows
    {
        public int RowCount => inner.RowCount;

        public void Rows(
            ReadOnlyMemory<double> parameters,
            int first,
            int count,
            Memory<double> rows,
            WorkerTeam team
        ) => inner.Rows(parameters, first, count, rows, team);
    }
}
