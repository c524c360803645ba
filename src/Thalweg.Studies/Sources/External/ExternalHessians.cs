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
        public int Dimension => point.Length;

        public void Apply(ReadOnlyMemory<double> vectors, Memory<double> products, WorkerTeam team)
        {
            var size = Dimension;
            ExternalObjective.Check(vectors.Length % size, 0, "whole vectors of length P", nameof(vectors));
            ExternalObjective.Check(products.Length, vectors.Length, "K·P", nameof(products));
            var most = ExternalObjective.VectorsPerRequest(size);
            var block = vectors.Length / size;
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
    }
}
