// @ts-check
// What the page hands over (see record.py, which says the same in Python), and what the modules hand on.

/**
 * @typedef {"maml" | "fomaml" | "reptile" | "conventional"} Learner
 * @typedef {"episode" | "whole"} Level
 * @typedef {"alone" | "conventional"} Companion
 * @typedef {"symbols" | "values" | "folded"} Writing
 * @typedef {Record<string, string>} Words
 * @typedef {[number, number]} Point
 * @typedef {{ x: number, y: number, w: number, h: number }} Box
 */

/**
 * Predicted label of every image (-1: a tie), and class by class the mean probability of the truth; null for a
 * class that no image is of.
 * @typedef {{ y: number[], shares: (number | null)[] }} Answers
 */

/**
 * @typedef {object} OtherTask
 * @property {number[]} classes
 * @property {number[]} thumbs
 * @property {number} query_loss
 * @property {number[]} gradient
 */

/**
 * An outer update: the first task of its meta-batch in full.
 * @typedef {object} TaskUpdate
 * @property {"task"} kind
 * @property {number[]} classes
 * @property {number[]} shelf
 * @property {number[]} support
 * @property {number[]} query
 * @property {number[]} asked the query set's classes, by label
 * @property {number[]} theta
 * @property {number[]} next
 * @property {number[][]} fast
 * @property {number} lens
 * @property {string} moved_said
 * @property {{ theta: number[], next: number[], fast: number[][] }} value
 * @property {number[][]} inner_gradients
 * @property {boolean[]} head_only
 * @property {number[]} query_gradient
 * @property {number[]} outer_gradient
 * @property {number[]} task_gradient
 * @property {number[]} support_loss
 * @property {number[]} query_loss
 * @property {Answers[]} support_answers
 * @property {Answers[]} query_answers
 * @property {number[][] | null} turns
 * @property {number[]} distance
 * @property {number} moved
 * @property {{ inner: number[], query: number, task: number, outer: number }} norms
 * @property {number | null} angle
 * @property {{ fast: Point[], next: Point, pull?: Point, lens: number }} plane
 * @property {number} tasks
 * @property {OtherTask[]} others
 */

/**
 * One conventional step: the first images of its batch.
 * @typedef {object} BatchUpdate
 * @property {"batch"} kind
 * @property {number[]} classes
 * @property {number[]} shelf
 * @property {number[]} batch
 * @property {[string, string]} [called] the short and the long name of an image that comes alone
 * @property {number[]} labels
 * @property {number[]} predicted
 * @property {number[]} probabilities
 * @property {number} size
 * @property {number} right
 * @property {number} loss
 * @property {number[]} theta
 * @property {number[]} next
 * @property {number} lens
 * @property {string} moved_said
 * @property {{ theta: number[], next: number[] }} value
 * @property {number[]} gradient
 * @property {number} norm
 * @property {number} moved
 * @property {number | null} bend
 * @property {Point[]} walk
 * @property {number} at
 */

/** @typedef {TaskUpdate | BatchUpdate} Update */

/**
 * Images of the training classes that a twin of the network was never trained on, asked once.
 * @typedef {object} TestSet
 * @property {number[]} tiles
 * @property {number[]} labels
 * @property {number[]} predicted
 * @property {number} images
 * @property {number} right
 * @property {number} half_width of the 95 % interval, as a share
 */

/** Step, tasks seen, loss, accuracy, mean loss, mean accuracy. @typedef {number[]} Row */

/**
 * What decides the stage's layout; counts of images are those of a class.
 * @typedef {{ way: number, asked: number[], shot: number, queries: number, steps: number, tasks: number,
 *   batch: number, test: number }} Form
 */

/**
 * What is said around a film and is the same in all of its frames. A line of code: indent, id, text.
 * @typedef {{ spec: string[], code: [number, string, string][], curve: string, curve_note: string,
 *   trays: Record<string, string> }} Said
 */

/**
 * The film of one learner.
 * @typedef {object} Film
 * @property {Record<string, string | number | boolean>} info
 * @property {number[]} cells
 * @property {number} parameters
 * @property {Record<string, [string, number]>} classes
 * @property {number} train_classes
 * @property {Update[]} updates
 * @property {Point[]} curve
 * @property {{ window: number, rows: Row[], batch: [number, number, number, number] }} whole
 * @property {number | null} guessing
 * @property {TestSet | null} test
 * @property {string} colour its role's
 * @property {number[]} ticks below the curve
 * @property {Form} form
 * @property {Said} said
 * @property {Moment[]} frames
 * @property {number} sheet
 * @property {number} tiles
 */

/**
 * Where the visitor is. ``turn`` counts what has been told to the page.
 * @typedef {object} Place
 * @property {Learner} learner
 * @property {number} frame
 * @property {Level} level
 * @property {Companion} companion
 * @property {Writing} code
 * @property {number} turn
 */

/**
 * @typedef {Place & {
 *   trace: string,
 *   lang: string,
 *   order: Learner[],
 *   films: Partial<Record<Learner, Film>>,
 *   sheets: string[],
 *   words: Words,
 * }} Data
 */

/**
 * A learner's film with what it takes to draw it.
 * @typedef {{ film: Film, learner: Learner, words: Words, sheet: string }} Scene
 */

/**
 * Gradient arrows on a card: of θ ("t") or of state k.
 * @typedef {object} Pull
 * @property {number | "t"} on
 * @property {number[]} values
 * @property {"support" | "query" | "outer" | "conventional"} colour
 */

/**
 * Everything that is on the stage at one moment. ``rank``…``until``: how far within an update, on a scale
 * that all learners share; ``out``: how many hops of the way back are drawn.
 * @typedef {object} Frame
 * @property {number} index
 * @property {number} update which of the film's updates
 * @property {number | "fast"} segment
 * @property {boolean} late
 * @property {string} phase
 * @property {number} rank
 * @property {number} [until]
 * @property {number} [share] of the fast forward
 * @property {string} line of the pseudo-code
 * @property {string} caption
 * @property {number} marker point of the curve
 * @property {boolean} selected the classes are chosen
 * @property {boolean} dealtSupport
 * @property {boolean} dealtQuery
 * @property {"support" | "query" | null} feed
 * @property {number | "t" | null} act which parameters the network has
 * @property {number} cards states that are there
 * @property {number} losses
 * @property {number | null} current
 * @property {boolean} judged
 * @property {number | null} supportAnswers
 * @property {number | null} queryAnswers
 * @property {Pull | null} pull
 * @property {number} out
 * @property {boolean} updated
 * @property {boolean} team
 * @property {boolean} fast
 * @property {boolean} opened the test set
 * @property {number} [moved] the state just made
 * @property {number | string} [pill]
 * @property {number} [seen]
 * @property {number} stay ms while the film plays; 0: passed over
 * @property {string} brief what is said while it goes by in brief
 * @property {Record<string, string>} lines of the pseudo-code that have been run, with their values
 * @property {string} got what the running line has measured
 * @property {string} plane the line below the plane
 */

/** A frame as it is sent: without what is empty. @typedef {Omit<Frame, "index"> } Moment */

export {};
