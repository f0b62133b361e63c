import Glibc
import VTLCommand

exit(runProcess())
