using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Studies.Sources.External;

/// <summary>Products with the Hessian of an external loss, one request for several vectors.</summary>
internal sealed class ExternalHessians(ExternalProgram program, ProgramDescription description) : ILinearizable
{
    public ILinearOperator LinearizeAt(ReadOnlyMemory<double> parameters, WorkerTeam team)
    {
        ExternalObjective.Check(parameters.Length, description.Layout.Count, "P", nameof(parameters));
        return new Hessian(program, parameters.ToArray());
    }

    private sealed class Hessian(ExternalProgram program, double[] point) : ILinearOperator
    {
        public int Rows => point.Length;

        public int Columns => point.Length;

        public bool IsSymmetric => true;

        public void Apply(ReadOnlyMemory<double> vectors, Memory<double> products, WorkerTeam team)
        {
            var size = point.Length;
            var block = VectorBlock.Count(vectors.Length, size, nameof(vectors));
            VectorBlock.Require(products.Length, block, size, nameof(products));
            var most = ExternalObjective.VectorsPerRequest(size);
            program.Ask(
                (block + most - 1) / most,
                part =>
                {
                    var (first, count) = (part * most, Math.Min(most, block - (part * most)));
                    return new Exchange(Request.Products, count, 0)
                    {
                        Parameters = point,
                        Vectors = vectors.Slice(first * size, count * size),
                        First = products.Slice(first * size, count * size),
                    };
                },
                team.Cancellation
            );
        }

        public void ApplyTransposed(ReadOnlyMemory<double> vectors, Memory<double> products, WorkerTeam team) =>
            Apply(vectors, products, team);
    }
}
