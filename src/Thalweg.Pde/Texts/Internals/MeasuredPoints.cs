using System.Globalization;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Problems;

namespace Thalweg.Pde.Texts;

/// <summary>Whether measured values lie in the domain.</summary>
internal static class MeasuredPoints
{
    private const double Slack = 1e-9;

    /// <exception cref="ProblemTextException">They do not.</exception>
    public static void Require(Measurements data, Domain domain)
    {
        if (data.Dimension != domain.Dimension)
        {
            throw ProblemBuilder.Fault(
                ProblemText.DataKey,
                0,
                1,
                $"{data.Name} holds points with {data.Dimension} coordinates, expected {domain.Dimension}, those of the {domain.Name}"
            );
        }
        var point = new double[domain.Dimension];
        for (var i = 0; i < data.Count; i++)
        {
            for (var k = 0; k < point.Length; k++)
            {
                point[k] = data.Points[(k * data.Count) + i];
            }
            if (!(domain.SignedDistance(point) <= Slack))
            {
                throw ProblemBuilder.Fault(
                    ProblemText.DataKey,
                    0,
                    1,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{data.Name} holds point {i} at ({string.Join(", ", point.Select(x => x.ToString("g6", CultureInfo.InvariantCulture)))}), expected points of the {domain.Name}"
                    )
                );
            }
        }
    }
}
