using Thalweg.Pde.Quadrature;
using Thalweg.Pde.References;
using Thalweg.Pde.Texts.Known;

namespace Thalweg.Pde.Tests.References;

/// <summary>The finite elements of the beam: their basis, material, linear systems, balance of forces and certificate.</summary>
public sealed class BeamReferenceTests
{
    [Fact]
    public void The_basis_is_one_at_its_points_and_reproduces_polynomials()
    {
        var basis = new LobattoBasis(6);
        Assert.Equal(
            [-1.0, -0.8302238962785669, -0.4688487934707142, 0],
            basis.Nodes[..4],
            (a, b) => Math.Abs(a - b) < 1e-14
        );
        var (values, slopes) = (new double[7], new double[7]);
        basis.At(0.37, values, slopes);
        for (var k = 0; k <= 6; k++)
        {
            Assert.Equal(Math.Pow(0.37, k), values.Zip(basis.Nodes, (v, x) => v * Math.Pow(x, k)).Sum(), 1e-14);
            Assert.Equal(
                k == 0 ? 0 : k * Math.Pow(0.37, k - 1),
                slopes.Zip(basis.Nodes, (v, x) => v * Math.Pow(x, k)).Sum(),
                1e-13
            );
        }
    }

    [Fact]
    public void Stress_and_moduli_are_differences_of_the_energy()
    {
        var material = NeoHookean.Of(1000, 0.3);
        double[] f = [1.1, 0.2, -0.3, 0.8];
        var (stress, moduli, spare, other) = (new double[4], new double[16], new double[4], new double[16]);
        Assert.NotNull(material.At(f, stress, moduli));
        const double h = 1e-5;
        for (var a = 0; a < 4; a++)
        {
            double[] Moved(double step) => [.. f.Select((x, i) => i == a ? x + step : x)];
            var (above, below) = (
                material.At(Moved(h), spare, other)!.Value,
                material.At(Moved(-h), spare, other)!.Value
            );
            Assert.Equal((above - below) / (2 * h), stress[a], 1e-5);
            material.At(Moved(h), spare, other);
            var up = spare.ToArray();
            material.At(Moved(-h), spare, other);
            for (var b = 0; b < 4; b++)
            {
                Assert.Equal((up[b] - spare[b]) / (2 * h), moduli[4 * b + a], 1e-4);
            }
        }
        Assert.Null(material.At([1, 0, 0, -1], stress, moduli));
    }

    [Fact]
    public void Strips_are_eliminated_as_the_whole_system_is_solved()
    {
        // Three strips of five, three and four unknowns, of which two and one are shared.
        int[] sizes = [5, 5, 4];
        int[] kept = [2, 1, 0];
        const int all = 11;
        var (whole, right) = (new double[all * all], new double[all]);
        var elimination = new StripElimination();
        var first = 0;
        for (var s = 0; s < 3; s++)
        {
            var n = sizes[s];
            var (matrix, values) = (new double[n * n], new double[n]);
            for (var i = 0; i < n; i++)
            {
                values[i] = Math.Sin(i + 3 * s);
                for (var j = 0; j < n; j++)
                {
                    matrix[i * n + j] = (i == j ? 3 : 0) + Math.Cos(i * j + s) / (1 + Math.Abs(i - j));
                }
            }
            for (var i = 0; i < n; i++)
            {
                right[first + i] += values[i];
                for (var j = 0; j < n; j++)
                {
                    whole[(first + i) * all + first + j] += matrix[i * n + j];
                }
            }
            Assert.True(elimination.Add(matrix, values, kept[s]));
            first += n - kept[s];
        }
        LinearSystem.Solve(whole, right);
        double[] found = [.. elimination.Solution().SelectMany(part => part)];
        Assert.Equal(all, found.Length);
        Assert.All(right.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-13));
    }

    [Fact]
    public void The_beam_is_held_bends_down_and_its_ends_bear_the_load()
    {
        var values = new double[6];
        BeamReference.Solution.At(0, 0.4, values);
        Assert.Equal((0.0, 0.0), (values[0], values[3]));
        BeamReference.Solution.At(4, 0.5, values);
        Assert.Equal(-1.1303, values[3], 1e-4);
        Assert.Equal(-0.1824, values[0], 1e-4);
        Assert.Equal(-2.93, BeamReference.Solution.Energy, 1e-3);
        Assert.InRange(BeamReference.LeastEnergy, BeamReference.Solution.Energy - 1e-4, BeamReference.Solution.Energy);
        // The traction that the stress of the text has in the middle of the end.
        var problem = HyperelasticBeamProblem.Create();
        var points = new PointSet(2, [4, 0.5], [1.0]) { Normals = [1, 0] };
        var exact = Thalweg.Pde.References.Reference.Of(problem)!;
        Assert.Equal(values[0], exact.Values(points)[0]);
        Assert.Equal(values[5], exact.Gradients(points)[3]);
    }

    [Fact]
    public void The_certificate_is_above_what_finer_elements_change()
    {
        var difference = BeamReference.Difference();
        Assert.InRange(BeamReference.Error, 1.5 * difference, 40 * difference);
    }
}
