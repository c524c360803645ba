using Thalweg.Networks;
using Thalweg.Numerics.Simd;
using Thalweg.Pde.Engine;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Models;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Terms;

/// <summary>The second derivatives F_ab of an energy density in its jet entries, compiled for the rows of a Gram matrix.</summary>
/// <remarks>Where no two entries are coupled, as in ½|∇u|² − fu, every entry has a program of its own with the streams that it
/// needs; otherwise one program evaluates them all, and they are factorised point by point.</remarks>
internal sealed class SecondVariation
{
    private readonly Group[] groups;

    private SecondVariation(Group[] groups) => this.groups = groups;

    /// <summary>Null where the density is linear in u.</summary>
    public static SecondVariation? Of(Expression density, Network network, TrialFunction trial, LaneWidth width)
    {
        var entries = Differentiation.Entries(density);
        var slopes = entries.Select(entry => Differentiation.ByEntry(density, entry)).ToArray();
        var groups = new List<Group>();
        var seconds = entries
            .Select((_, a) => entries.Select(b => Differentiation.ByEntry(slopes[a], b)).ToArray())
            .ToArray();
        var active = Enumerable.Range(0, entries.Count).Where(a => seconds[a].Any(e => !IsZero(e))).ToArray();
        var coupled = active.Any(a => active.Any(b => b != a && !IsZero(seconds[a][b])));
        foreach (var members in coupled ? [active] : active.Select(a => (int[])[a]))
        {
            var lower = members.SelectMany((a, i) => members.Take(i + 1).Select(b => seconds[a][b]));
            var program = new JetProgram(
                network,
                trial,
                [.. members.Select(a => entries[a]), .. lower],
                withGradient: false,
                forward: true,
                whole: true
            );
            groups.Add(
                new Group(
                    new TileEngine<double>(program, width),
                    [.. members.Select(a => (entries[a].Output, program.StreamOf(entries[a])))]
                )
            );
        }
        return groups.Count == 0 ? null : new SecondVariation([.. groups]);
    }

    /// <summary>The rows at points with weights that are not negative, column after column.</summary>
    public IEnumerable<RowSource> On(PointSet points)
    {
        foreach (var group in groups)
        {
            var evaluator = group.Engine.On(points);
            for (var c = 0; c < group.Entries.Length; c++)
            {
                yield return new VariationRows(evaluator, group.Entries, c);
            }
        }
    }

    private static bool IsZero(Expression e) => e is Constant { Value: 0.0 };

    private sealed record Group(TileEngine<double> Engine, (int Output, int Stream)[] Entries);
}
