namespace Thalweg.Reports.Plotting;

/// <summary>A point of an isoline, in axis units.</summary>
internal readonly record struct IsolinePoint(double X, double Y);

/// <summary>
/// Lines of equal value by marching squares: each cell contributes the segments that its corner signs imply, a saddle is
/// resolved by the mean of the corners, and segments that meet on a cell edge are joined. Cells with a non-finite corner
/// contribute nothing. Cost: one pass over the cells.
/// </summary>
internal sealed class Isolines
{
    private const long None = -1;

    private readonly Grid _grid;
    private readonly double _level;
    private readonly Dictionary<long, (long A, long B)> _links = [];
    private readonly List<long> _edges = [];

    private Isolines(Grid grid, double level) => (_grid, _level) = (grid, level);

    public static IReadOnlyList<IReadOnlyList<IsolinePoint>> Trace(Grid grid, double level)
    {
        var trace = new Isolines(grid, level);
        for (var i = 0; i + 1 < grid.X.Count; i++)
        {
            for (var j = 0; j + 1 < grid.Y.Count; j++)
            {
                trace.AddCell(i, j);
            }
        }
        return trace.Join();
    }

    private void AddCell(int i, int j)
    {
        var (a, b, c, d) = (_grid[i, j], _grid[i + 1, j], _grid[i + 1, j + 1], _grid[i, j + 1]);
        if (!double.IsFinite(a + b + c + d))
        {
            return;
        }
        var (south, north, west, east) = (AlongX(i, j), AlongX(i, j + 1), AlongY(i, j), AlongY(i + 1, j));
        var code = (a >= _level ? 1 : 0) | (b >= _level ? 2 : 0) | (c >= _level ? 4 : 0) | (d >= _level ? 8 : 0);
        switch (code)
        {
            case 1 or 14:
                Link(west, south);
                break;
            case 2 or 13:
                Link(south, east);
                break;
            case 4 or 11:
                Link(east, north);
                break;
            case 8 or 7:
                Link(north, west);
                break;
            case 3 or 12:
                Link(west, east);
                break;
            case 6 or 9:
                Link(south, north);
                break;
            case 5 or 10:
                var joined = (a + b + c + d) / 4 >= _level == (code == 5);
                Link(south, joined ? east : west);
                Link(north, joined ? west : east);
                break;
        }
    }

    private List<IReadOnlyList<IsolinePoint>> Join()
    {
        var lines = new List<IReadOnlyList<IsolinePoint>>();
        var seen = new HashSet<long>();
        // Open lines first, from their ends; what is left then are closed loops.
        foreach (var start in _edges.Where(e => _links[e].B == None).Concat(_edges))
        {
            if (!seen.Contains(start))
            {
                lines.Add(Follow(start, seen));
            }
        }
        return lines;
    }

    private List<IsolinePoint> Follow(long start, HashSet<long> seen)
    {
        var line = new List<IsolinePoint>();
        var edge = start;
        while (true)
        {
            seen.Add(edge);
            line.Add(Crossing(edge));
            var (a, b) = _links[edge];
            var next = a != None && !seen.Contains(a) ? a : b;
            if (next == None || seen.Contains(next))
            {
                if (line.Count > 2 && (a == start || b == start))
                {
                    line.Add(line[0]);
                }
                return line;
            }
            edge = next;
        }
    }

    private IsolinePoint Crossing(long edge)
    {
        var (node, upright) = (edge >> 1, (edge & 1) == 1);
        var (i, j) = ((int)(node / _grid.Y.Count), (int)(node % _grid.Y.Count));
        var (i1, j1) = upright ? (i, j + 1) : (i + 1, j);
        var (from, to) = (_grid[i, j], _grid[i1, j1]);
        var t = (_level - from) / (to - from);
        return new IsolinePoint(
            _grid.X[i] + t * (_grid.X[i1] - _grid.X[i]),
            _grid.Y[j] + t * (_grid.Y[j1] - _grid.Y[j])
        );
    }

    private void Link(long from, long to)
    {
        Attach(from, to);
        Attach(to, from);
    }

    private void Attach(long edge, long other)
    {
        if (_links.TryGetValue(edge, out var links))
        {
            _links[edge] = (links.A, other);
            return;
        }
        _links[edge] = (other, None);
        _edges.Add(edge);
    }

    private long AlongX(int i, int j) => 2L * ((long)i * _grid.Y.Count + j);

    private long AlongY(int i, int j) => AlongX(i, j) + 1;
}
