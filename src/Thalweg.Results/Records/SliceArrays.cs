namespace Thalweg.Results.Records;

/// <summary>Names of the arrays of slices, lines and surfaces, which spell losses by their slugs.</summary>
public static class SliceArrays
{
    private const string LossPrefix = "loss_";
    private const string TermPrefix = "term_";
    private const string ErrorPrefix = "error_";

    /// <summary><c>loss_SLUG</c>.</summary>
    public static string Loss(string slug)
    {
        ArgumentNullException.ThrowIfNull(slug);
        return LossPrefix + slug;
    }

    /// <summary><c>loss_SLUG</c> of a loss by its name; a name that no array has where the record does not know the loss.</summary>
    public static string Loss(IReadOnlyList<string> objectives, IReadOnlyList<string> slugs, string objective) =>
        Loss(Slug(objectives, slugs, objective));

    /// <summary><c>trajectory_loss_SLUG</c>: along the way of a training.</summary>
    public static string Trajectory(string slug) => "trajectory_" + Loss(slug);

    /// <summary><c>trajectory_loss_SLUG</c> of a loss by its name.</summary>
    public static string Trajectory(IReadOnlyList<string> objectives, IReadOnlyList<string> slugs, string objective) =>
        Trajectory(Slug(objectives, slugs, objective));

    /// <summary><c>projection_loss_SLUG</c>: where the way of a training is seen on a plane.</summary>
    public static string Projection(string slug) => "projection_" + Loss(slug);

    /// <summary><c>projection_loss_SLUG</c> of a loss by its name.</summary>
    public static string Projection(IReadOnlyList<string> objectives, IReadOnlyList<string> slugs, string objective) =>
        Projection(Slug(objectives, slugs, objective));

    /// <summary><c>curve_SLUG</c>: the loss at the points of a path and between them.</summary>
    public static string Curve(string slug)
    {
        ArgumentNullException.ThrowIfNull(slug);
        return "curve_" + slug;
    }

    /// <summary><c>gradient_SLUG</c>: norms of the gradient.</summary>
    public static string Gradient(string slug)
    {
        ArgumentNullException.ThrowIfNull(slug);
        return "gradient_" + slug;
    }

    /// <summary><c>term_SLUG_NAME</c>.</summary>
    public static string Term(string slug, string name)
    {
        ArgumentNullException.ThrowIfNull(slug);
        ArgumentNullException.ThrowIfNull(name);
        return $"{TermPrefix}{slug}_{name}";
    }

    /// <summary><c>error_NAME</c>: of the solution, which is one for all losses.</summary>
    public static string Error(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return ErrorPrefix + name;
    }

    /// <summary>Whether an array holds a loss or an error at every point.</summary>
    public static bool IsLossOrError(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.StartsWith(LossPrefix, StringComparison.Ordinal)
            || name.StartsWith(ErrorPrefix, StringComparison.Ordinal);
    }

    private static string Slug(IReadOnlyList<string> objectives, IReadOnlyList<string> slugs, string objective)
    {
        ArgumentNullException.ThrowIfNull(objectives);
        ArgumentNullException.ThrowIfNull(slugs);
        ArgumentNullException.ThrowIfNull(objective);
        for (var i = 0; i < Math.Min(objectives.Count, slugs.Count); i++)
        {
            if (objectives[i] == objective)
            {
                return slugs[i];
            }
        }
        return objective;
    }
}
